package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/point"
)

// trimPortion is how many changes are looked at in one transaction.
const trimPortion = 2000

// Trim takes out of the feed what nobody needs who follows it: changes that a later change of the same key has overtaken, and deletions
// that lie more than keep changes back and not behind reached, which whoever follows the feed for good has to have seen, durably. So a
// feed has one change for each record and at most keep deletions; its bytes are used again. What is left out is told by Oldest. Writers
// go on meanwhile, between portions. Where somebody holds the feed nothing is done. It returns how many changes went.
func (s *Store) Trim(ctx context.Context, reached profiles.Seq, keep uint64) (int, error) {
	if !s.reading.TryLock() {
		return 0, nil
	}
	defer s.reading.Unlock()
	t := &trimmer{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, deleted: map[[2]uint64]profiles.Seq{}}
	err := s.pages(ctx, changesBucket, func(k, v []byte) {
		if c, _, err := decodeChange(k, v); err == nil && c.Deleted { // a damaged one ends the trimming when it is come to
			t.deleted[t.hash(c.Key)] = c.Seq
		}
	})
	if err != nil {
		return 0, fmt.Errorf("trim: %w", err)
	}
	if t.last, err = s.Seq(ctx); err != nil {
		return 0, fmt.Errorf("trim: %w", err)
	}
	if uint64(t.last) > keep {
		t.horizon = min(reached, t.last-profiles.Seq(keep))
	}
	for !t.done {
		if err := ctx.Err(); err != nil {
			return t.dropped, err
		}
		if err := s.trimPortion(t); err != nil {
			return t.dropped, fmt.Errorf("trim: %w", err)
		}
	}
	return t.dropped, nil
}

// Hold keeps deletions in the feed until release is called: for who follows it from its beginning and has not come far yet.
func (s *Store) Hold() (release func()) {
	s.reading.RLock()
	return s.reading.RUnlock
}

func (s *Store) trimPortion(t *trimmer) error {
	s.committing.Lock()
	defer s.committing.Unlock()
	now := *t // of a portion that is not committed nothing stays
	err := s.write(func(tx *bbolt.Tx) error { return now.portion(tx) })
	if err != nil && !errors.Is(err, errNothing) {
		return err
	}
	*t = now
	return nil
}

// trimmer goes through the feed from its beginning.
type trimmer struct {
	seeds   [2]maphash.Seed
	deleted map[[2]uint64]profiles.Seq // the last deletion of each key that has one

	last    profiles.Seq // of the feed when the trimming began
	horizon profiles.Seq // of the last deletion that may go

	seen    profiles.Seq // the last change looked at
	kept    profiles.Seq // the last change that stays
	dropped int
	done    bool
}

func (t *trimmer) hash(k profiles.Key) [2]uint64 {
	b := append([]byte{byte(k.Kind)}, keyBytes(k)...)
	return [2]uint64{maphash.Bytes(t.seeds[0], b), maphash.Bytes(t.seeds[1], b)}
}

// pair is a pair of the feed as it is to be; a nil value deletes.
type pair struct{ k, v []byte }

// portion trims some changes. The one behind them names rightly the one before it, whether or not it stays in its turn: so the feed has no
// gap that is not accounted for, whenever the process ends.
func (t *trimmer) portion(tx *bbolt.Tx) error {
	feed := tx.Bucket(changesBucket)
	newest, err := lastSeq(tx)
	if err != nil {
		return err
	}
	var edits []pair
	dropped := metaSeq(tx, droppedKey)
	c := feed.Cursor()
	k, v := c.Seek(seqBytes(t.seen + 1))
	for n := 0; k != nil && n < trimPortion; n++ {
		x, after, err := decodeChange(k, v)
		if err != nil || after != t.seen {
			return fmt.Errorf("%w: the feed behind change %d does not verify%s", profiles.ErrDamaged, t.seen, toSalvage)
		}
		overtaken, old := t.fate(tx, x)
		switch {
		case x.Seq < newest && (overtaken || old):
			edits = append(edits, pair{bytes.Clone(k), nil})
			if t.dropped++; old {
				dropped = max(dropped, x.Seq)
			}
		case after != t.kept:
			k, v := encodeChange(x, t.kept)
			edits = append(edits, pair{k, v})
			fallthrough
		default:
			t.kept = x.Seq
		}
		t.seen = x.Seq
		k, v = c.Next()
	}
	if k != nil && t.kept != t.seen {
		x, _, err := decodeChange(k, v)
		if err != nil {
			return err
		}
		k, v := encodeChange(x, t.kept)
		edits, t.seen = append(edits, pair{k, v}), t.kept
	}
	t.done = k == nil || t.seen >= t.last
	if len(edits) == 0 {
		return errNothing
	}
	feed.FillPercent = 0.9
	for _, e := range edits {
		if e.v == nil {
			err = feed.Delete(e.k)
		} else {
			err = feed.Put(e.k, e.v)
		}
		if err != nil {
			return err
		}
	}
	point.Here(point.StoreTrimming)
	return tx.Bucket(metaBucket).Put(droppedKey, seqBytes(dropped))
}

// fate says whether a later change of the same key is in the feed, or the change is the deletion of a key, and so long ago that it may go.
// A record that is missing without a deletion is damage, which Check has to find, and so is one that is older than its last change.
func (t *trimmer) fate(tx *bbolt.Tx, x profiles.Change) (overtaken, old bool) {
	if blank(x.Key.Kind) == nil {
		return false, false
	}
	bucket, key := bucketOf(x.Key.Kind), keyBytes(x.Key)
	if v := tx.Bucket(bucket).Get(key); v != nil {
		rev, err := revision(v, bucket, key)
		return err == nil && rev > x.Seq, false
	}
	last := t.deleted[t.hash(x.Key)]
	return last > x.Seq, x.Deleted && last == x.Seq && x.Seq <= t.horizon
}
