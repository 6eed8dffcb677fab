package bench

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/synthetic"
)

// drawn is how many records are drawn at a time.
const drawn = 16 << 10

// record is record i of the corpus: the candidates, then the roles.
func (b *bench) record(i int) (profiles.Key, profiles.Record) {
	if i < b.Candidates {
		c := b.corpus.Candidate(i)
		return profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, c
	}
	r := b.corpus.Role(i - b.Candidates)
	return profiles.Key{Kind: profiles.KindRole, ID: r.ID}, r
}

// build makes the columns: of a store in the directory, by the command for it, or else of records that are drawn.
func (b *bench) build(ctx context.Context) error {
	if b.Dir == "" {
		b.Note("building the columns of %d candidates and %d roles", b.Candidates, b.Roles)
		spent, err := b.draw(ctx, 0, b.Candidates+b.Roles)
		b.add("build columns from records", spent.Seconds(), "s")
		b.size()
		return err
	}
	if err := b.fill(ctx, b.storeDir()); err != nil {
		return err
	}
	return b.fromStore(ctx, b.storeDir())
}

func (b *bench) storeDir() string {
	return filepath.Join(b.Dir, fmt.Sprintf("store-%d-%d-%d", b.Candidates, b.Roles, b.Seed))
}

// ready takes the columns that a run before has left beside its store, where they are of these records, and else makes them.
func (b *bench) ready(ctx context.Context) error {
	if b.Dir != "" {
		h, err := columns.ReadHead(b.storeDir())
		if err == nil && h.Candidates == b.Candidates && h.Roles == b.Roles && h.AsOf == b.AsOf {
			if live, err := columns.Load(b.storeDir(), h.Store, b.ref.Deriver, b.AsOf); err == nil { // else they are made anew
				b.Note("taking the columns that a run before has left in %s", b.storeDir())
				b.live = live
				b.size()
				return nil
			}
		}
	}
	return b.build(ctx)
}

// draw adds records from … to-1 to the columns, as a follower does: whole tiles of facts. It says how long that took without drawing them.
func (b *bench) draw(ctx context.Context, from, to int) (spent time.Duration, err error) {
	tell, done := b.bar("records")
	defer done()
	var tile []columns.Update
	for at := from; at < to; {
		if err := ctx.Err(); err != nil {
			return spent, err
		}
		us := b.drawn(at, min(drawn, to-at))
		at += len(us)
		start := time.Now()
		b.live.Derive(us)
		for i := range us {
			if us[i].Facts != nil {
				us[i].Candidate = nil // the facts are enough
			}
		}
		if tile = append(tile, us...); len(tile) >= columns.Rows || at == to {
			b.live.Apply(tile, profiles.Seq(at))
			tile = nil
		}
		spent += time.Since(start)
		tell(at-from, to-from)
	}
	start := time.Now()
	for b.live.Merge() {
	}
	return spent + time.Since(start), nil
}

// drawn are n records from one on.
func (b *bench) drawn(from, n int) []columns.Update {
	return synthetic.Draw(n, func(i int) columns.Update {
		k, r := b.record(from + i)
		u := columns.Update{Key: k}
		switch r := r.(type) {
		case *profiles.Candidate:
			u.Candidate = r
		case *profiles.Role:
			u.Role = r
		}
		return u
	})
}

// fill writes the corpus to a store, once; what was interrupted is gone on with.
func (b *bench) fill(ctx context.Context, dir string) (err error) {
	s, err := boltstore.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	seq, err := s.Seq(ctx)
	all := b.Candidates + b.Roles
	if err != nil || int(seq) >= all {
		return err
	}
	b.Note("writing %d records to a store, once, in %s", all, dir)
	tell, done := b.bar("records")
	defer done()
	for at := int(seq); at < all; {
		ms := synthetic.Draw(min(drawn, all-at), func(i int) profiles.Mutation {
			k, r := b.record(at + i)
			return profiles.Mutation{Key: k, Record: r}
		})
		if seq, err = s.Apply(ctx, ms); err != nil {
			return err
		}
		at = int(seq)
		tell(at, all)
	}
	return nil
}

// fromStore measures `tenon rebuild --columns` and takes the columns from the checkpoint that it leaves.
func (b *bench) fromStore(ctx context.Context, dir string) error {
	b.Note("building the columns from the store")
	tell, done := b.bar("changes")
	r, err := app.Rebuild(ctx, dir, b.AsOf, nil, app.Parts{Columns: true}, slog.New(slog.DiscardHandler), b.Memory, func(at, of profiles.Seq) { tell(int(at), int(of)) })
	done()
	if err != nil {
		return err
	}
	b.add("build columns from the store, saved", r.Seconds, "s")
	h, err := columns.ReadHead(dir)
	if err != nil {
		return err
	}
	if b.live, err = columns.Load(dir, h.Store, b.ref.Deriver, b.AsOf); err != nil {
		return err
	}
	if got := b.live.Snapshot().Candidates(); got != b.Candidates {
		return fmt.Errorf("%w: %d candidates in %s: want %d", profiles.ErrDamaged, got, dir, b.Candidates)
	}
	b.size()
	return nil
}

// size books how much memory the columns take.
func (b *bench) size() {
	cols, ids := b.live.Snapshot().Bytes()
	b.add("columns", float64(cols)/float64(b.Candidates), "bytes a candidate")
	b.add("ids", float64(ids)/float64(b.Candidates), "bytes a candidate")
}
