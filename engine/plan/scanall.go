package plan

import (
	"context"

	"tenon/index/columns"
)

// ScanAll ranks all candidates of a snapshot for many plans: the exact top k of each, as [Scan] gives them one plan at a time. It
// goes block by block, all plans in each, so that a block comes from far memory once. ids and orgs are those of the roles; told,
// when set, hears of every so many pairs that are done, on any goroutine.
func ScanAll(ctx context.Context, s *columns.Snapshot, ps []*Plan, o Options, ids, orgs []string, told func(pairs int)) ([][]Hit, error) {
	units := blocksOf(s)
	workers := make([]*batchWorker, threads(o.Threads, len(units)))
	tables, near := make([]*tables, len(ps)), make([]nearby, len(ps))
	for i, p := range ps {
		tables[i], near[i] = newTables(p), nearTo(s.Tiles, p)
	}
	for i := range workers {
		workers[i] = newBatchWorker(s, tables, near, o, units, ids, orgs)
	}
	err := sideBySide(ctx, workers, len(units), func(w *batchWorker, i int) {
		if w.block(i); told != nil {
			told(s.LivingIn(units[i].tile, units[i].block) * len(ps))
		}
	})
	if err != nil {
		return nil, err
	}
	out := make([][]Hit, len(ps))
	for i := range out {
		best := workers[0].tops[i]
		for _, w := range workers[1:] {
			for _, h := range w.tops[i].hits {
				best.Push(h)
			}
		}
		out[i] = best.Sorted()
	}
	for _, w := range workers {
		scratches.Put(w.room)
	}
	return out, nil
}

// batchWorker runs many plans over one block after the other. It belongs to one goroutine.
type batchWorker struct {
	room     *scratch
	scanners []*scanner
	tops     []*Top
	res      Result
}

func newBatchWorker(s *columns.Snapshot, ts []*tables, near []nearby, o Options, units []unit, ids, orgs []string) *batchWorker {
	w := &batchWorker{room: scratches.Get().(*scratch)}
	for i, t := range ts {
		o.RoleID, o.Org = ids[i], orgs[i]
		sc := newScanner(t, w.room, o, near[i])
		sc.snap, sc.units, sc.kept = s, units, newKept(s, o.Filter)
		w.scanners, w.tops = append(w.scanners, sc), append(w.tops, NewTop(o.K))
	}
	return w
}

func (w *batchWorker) block(i int) {
	for j, sc := range w.scanners {
		sc.rank(i, w.tops[j], &w.res)
	}
}
