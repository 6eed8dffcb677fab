package batch

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"math"
	"slices"

	"tenon/profiles"
)

// floors are what an edit of roles has to know of the lists of candidates. Lists are known by the hash of their key; of two that have the
// same, what lets less be passed over holds for both.
type floors struct {
	seed  maphash.Seed
	parts []floorPart // by the key behind which they begin, ascending
}

type floorPart struct {
	after []byte
	heads map[uint64]head
}

// of is the head of the list under a key: one that is to be looked at, whatever the edited roles score, where none is known.
func (f *floors) of(key []byte) head {
	n, _ := slices.BinarySearchFunc(f.parts, key, func(p floorPart, key []byte) int { return bytes.Compare(p.after, key) })
	if n == 0 {
		return head{}
	}
	return f.parts[n-1].heads[maphash.Bytes(f.seed, key)]
}

// floors reads the lists of all candidates once, as they lie, in as many parts as keep the processors busy: to ask for them one by one
// takes several times as long, and most are not touched.
func (x *revision) floors(ctx context.Context) (*floors, error) {
	f := &floors{seed: maphash.MakeSeed()}
	ids := idsOf(x.roles)
	for _, after := range x.edges() {
		f.parts = append(f.parts, floorPart{after, map[uint64]head{}})
	}
	return f, each(ctx, len(f.parts), func(n int) error {
		var last []byte
		if n+1 < len(f.parts) {
			last = f.parts[n+1].after
		}
		return x.floorsOf(ctx, f.seed, &f.parts[n], last, ids)
	})
}

// floorsOf reads the lists of a part, up to a key, nil for the last part.
func (x *revision) floorsOf(ctx context.Context, seed maphash.Seed, p *floorPart, last []byte, ids [][]byte) error {
	err := x.Tables.Scan(ctx, x.current, p.after, math.MaxInt, func(key, value []byte) error {
		if key[0] != byte(profiles.KindCandidate) || last != nil && bytes.Compare(key, last) > 0 {
			return errPast
		}
		h, at := headOf(value, ids), maphash.Bytes(seed, key)
		if o, ok := p.heads[at]; ok {
			h = head{here: h.here && o.here, holds: h.holds || o.holds, floor: min(h.floor, o.floor)}
		}
		p.heads[at] = h
		return nil
	})
	if errors.Is(err, errPast) {
		return nil
	}
	return err
}

// edgeSample is how many keys, at least, stand for those of a part.
const edgeSample = 64

// edges are the keys behind which parts of about as many lists of candidates begin.
func (x *revision) edges() [][]byte {
	parts := rangesAThread * workers(max(1, x.snap.Candidates()))
	step := max(1, x.snap.Candidates()/(parts*edgeSample))
	var some [][]byte
	for _, t := range x.snap.Tiles {
		for l := 0; l < t.N; l += step {
			some = append(some, listKey(t.Key(l)))
		}
	}
	slices.SortFunc(some, bytes.Compare)
	out := [][]byte{{byte(profiles.KindCandidate)}}
	for n := 1; n < parts; n++ {
		if at := n * len(some) / parts; at < len(some) && bytes.Compare(some[at], out[len(out)-1]) > 0 {
			out = append(out, some[at])
		}
	}
	return out
}
