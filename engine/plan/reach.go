package plan

import (
	"context"

	"tenon/index/columns"
	"tenon/index/facts"
)

// Reach calls yield for every role of a snapshot that is among those asked for, that no gate vetoes and for which the overall score of
// a candidate reaches the floor of the role; floor is false for roles that are not asked for. Hits are named by the role.
func Reach(ctx context.Context, s *columns.Snapshot, w *World, c *facts.Candidate, id string, floor func(*columns.Role) (int32, bool), yield func(*columns.Role, Hit)) error {
	k := newSearches(s, w, c, SeekOptions{CandidateID: id})[0]
	defer k.done()
	for i := range k.units {
		if err := ctx.Err(); err != nil {
			return err
		}
		k.reach(i, floor, yield)
	}
	return nil
}

func (k *search) reach(i int, floor func(*columns.Role) (int32, bool), yield func(*columns.Role, Hit)) {
	k.enter(k.units[i])
	k.sum()
	k.hold(true)
	defer k.hold(false)
	for l := range k.n {
		at := k.from + l
		role := &k.tile.Roles[at]
		if !alive(k.dead, at) {
			continue
		}
		least, asked := floor(role)
		if !asked || k.vetoed(at) {
			continue
		}
		if f, back, ok := k.scored(l, least); ok {
			if h := k.hit(l, Overall(f, back, int(k.lambda)), f, back); h.Key >= least {
				yield(role, h)
			}
		}
	}
}

// alive says whether a row is there, by the tombstones of its tile.
func alive(dead []uint64, l int) bool { return dead == nil || dead[l>>6]>>(l&63)&1 == 0 }
