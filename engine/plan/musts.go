package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
)

// MustsOf says how many of the must-haves each row of a tile meets, and how many there are: as [Plan.Musts] does, by the columns.
func (p *Plan) MustsOf(t *columns.Tile) (met [columns.Rows]uint8, of int) {
	room := scratches.Get().(*scratch)
	defer scratches.Put(room)
	k := newKernel(judging(p), room)
	for i := range k.reqs {
		if k.reqs[i].Necessity == profiles.Must {
			of++
		}
	}
	for block := range t.NumBlocks() {
		k.enter(t, block)
		from := block * columns.Block
		rows := met[from:min(t.N, from+columns.Block)]
		for i := range k.reqs {
			if k.reqs[i].Necessity != profiles.Must {
				continue
			}
			k.values(&k.reqs[i])
			for l := range rows {
				if k.best[l] >= mustValue {
					rows[l]++
				}
			}
			clear(k.best[:])
		}
	}
	return met, of
}
