package blevetext

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"tenon/profiles"
	"tenon/profiles/room"
)

// pad is the name of a document that is there while the index is compacted, and of no record: those have a kind in theirs. bleve merges
// two segments or more, and never rewrites a single one, whatever was deleted of it.
const pad = "pad"

// Compact writes the segments anew as one, so that nothing of documents that were deleted or replaced stays in a file. It returns once
// the files of before are gone. profiles.ErrNoRoom: the disk is too small for both, and nothing was begun; bleve would have ended with it,
// to be opened anew.
func (t *Text) Compact(ctx context.Context) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.closed {
		return fmt.Errorf("%w: the text index", profiles.ErrClosed)
	}
	ix, err := t.ix.Advanced()
	if err != nil {
		return translate(err)
	}
	s, ok := ix.(*scorch.Scorch)
	if !ok {
		return nil
	}
	if err := t.roomForMerge(); err != nil {
		return fmt.Errorf("compact text index: %w", err)
	}
	old, release, err := t.segments() // before the pad, with which bleve may merge them by itself: a single one is not written anew
	if err == nil {
		release() // they are to go
		err = t.padded(true)
	}
	if err == nil {
		err = t.await(func() error { return s.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions) })
	}
	err = errors.Join(err, t.padded(false)) // its commit also takes the files of before away
	if err == nil {
		err = t.awaitGone(ctx, old)
	}
	if err != nil {
		return fmt.Errorf("compact text index: %w", translate(err))
	}
	return nil
}

// roomForMerge is profiles.ErrNoRoom unless the disk has room for a segment of all documents that are there, and a tenth more: what is
// known of their bytes is what they are on an average. mu is held.
func (t *Text) roomForMerge() error {
	used, _, err := t.used()
	if err != nil {
		return err
	}
	return room.For(t.ix.Name(), "the text index", used+used/10)
}

// padded puts the pad in, or takes it out.
func (t *Text) padded(in bool) error {
	b := t.ix.NewBatch()
	if !in {
		b.Delete(pad)
		return t.batch(b)
	}
	d := &builder{&t.writer, document.NewDocument(pad)}
	d.word("kind", exact, pad)
	if err := b.IndexAdvanced(d.doc); err != nil {
		return err
	}
	return t.batch(b)
}

// How often and for how long files are looked after that bleve takes away by itself, once nobody reads them any more.
const (
	goneEvery = 20 * time.Millisecond
	goneTime  = time.Minute
	nudgeEach = 25 // looks
)

// awaitGone waits until files are gone. bleve looks for files to take away after a commit only: one that somebody still read at that
// moment stays until the next commit, so one that changes nothing is made now and then.
func (t *Text) awaitGone(ctx context.Context, files []string) error {
	ctx, cancel := context.WithTimeout(ctx, goneTime)
	defer cancel()
	tick := time.NewTicker(goneEvery)
	defer tick.Stop()
	for looks := 1; ; looks++ {
		left := 0
		for _, f := range files {
			if _, err := os.Stat(f); !errors.Is(err, fs.ErrNotExist) {
				left++
			}
		}
		if left == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %d files of before are still there: %w", profiles.ErrUnavailable, left, ctx.Err())
		case <-tick.C:
			if looks%nudgeEach != 0 {
				continue
			}
			if err := t.padded(false); err != nil {
				return err
			}
		}
	}
}

// Count is how many records are in the index.
func (t *Text) Count() (uint64, error) {
	n, err := t.ix.DocCount()
	if err != nil || n == 0 {
		return n, translate(err)
	}
	d, err := t.ix.Document(pad)
	if err == nil && d != nil {
		n--
	}
	return n, translate(err)
}
