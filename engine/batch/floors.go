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

// looked is the floor of a list that is looked at whatever edited roles score.
const looked = -1

// floors are what an edit of roles has to know of the lists of candidates: the least overall score that can come into each. Lists are
// known by the hash of their key; of two that have the same, the lesser floor holds, which lets no list be passed over.
type floors struct {
	seed  maphash.Seed
	parts []floorPart // by the key behind which they begin, ascending; none where every list is looked at
}

type floorPart struct {
	after []byte
	least map[uint64]int32
}

// of is the floor of the list under a key.
func (f *floors) of(key []byte) int32 {
	n, _ := slices.BinarySearchFunc(f.parts, key, func(p floorPart, key []byte) int { return bytes.Compare(p.after, key) })
	if n == 0 {
		return looked
	}
	if least, ok := f.parts[n-1].least[maphash.Bytes(f.seed, key)]; ok {
		return least
	}
	return looked
}

// floors reads the lists of all candidates once, as they lie, in as many parts as keep the processors busy: to ask for them one by one
// takes several times as long, and most are not touched.
func (x *revision) floors(ctx context.Context) (*floors, error) {
	f := &floors{seed: maphash.MakeSeed()}
	ids := idsOf(x.roles)
	if len(ids) > maxSought {
		return f, nil
	}
	for _, after := range x.edges() {
		f.parts = append(f.parts, floorPart{after, map[uint64]int32{}})
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
		floor := int32(looked)
		if h := headOf(value, ids); h.here && !h.holds {
			floor = h.floor
		}
		at := maphash.Bytes(seed, key)
		if least, ok := p.least[at]; ok {
			floor = min(floor, least)
		}
		p.least[at] = floor
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
			some = append(some, listKey(candidateKey(t, l)))
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
