package columns

import (
	"slices"

	"tenon/index/facts"
)

// Tiles of few live rows cost every scan more than their rows are worth. Those of fewer than deltaRows, which single changes
// make, are merged by the writer once there are more than smallTiles of them: that takes milliseconds. Those of fewer than
// half a tile are merged by [Live.Merge] beside the writer; a writer that finds more than overdue of them does it itself.
const (
	deltaRows = 256
	overdue   = 4 * smallTiles
)

// between are the tiles with at least low and fewer than high live rows, when there are more than most of them.
func (s *Snapshot) between(low, high, most int) (out []int) {
	for i, t := range s.Tiles {
		if n := s.alive(i, t); n >= low && n < high || n == 0 && low > 0 {
			out = append(out, i)
		}
	}
	if len(out) <= most {
		return nil
	}
	return out
}

// mergeNow is the writer's own part of merging.
func (l *Live) mergeNow(s *Snapshot) {
	picked := s.between(0, deltaRows, smallTiles)
	if picked == nil {
		picked = s.between(0, Rows/2, overdue)
	}
	if picked == nil {
		return
	}
	var rows []Row
	for _, i := range picked {
		rows = append(rows, s.rows(i)...)
	}
	gone := s.drop(picked)
	s.live -= len(rows)
	l.add(s, rows)
	l.at.leave(gone...)
}

// drop takes tiles out of a snapshot that is not published yet, and returns them. Numbers ascend.
func (s *Snapshot) drop(picked []int) (gone []*Tile) {
	keep := 0
	for i := range s.Tiles {
		if len(picked) > 0 && picked[0] == i {
			gone, picked = append(gone, s.Tiles[i]), picked[1:]
			continue
		}
		s.Tiles[keep], s.Dead[keep] = s.Tiles[i], s.Dead[i]
		keep++
	}
	s.Tiles, s.Dead = s.Tiles[:keep:keep], s.Dead[:keep:keep]
	return gone
}

// moving is a row on its way from one tile to another.
type moving struct {
	Row
	from address[*Tile]
}

// Merge joins small tiles into full ones beside the writer, and publishes them at once. False: there was nothing to do. Any
// goroutine may call it.
func (l *Live) Merge() bool {
	l.merging.Lock()
	defer l.merging.Unlock()
	s := l.Snapshot()
	picked := s.between(1, Rows/2, smallTiles)
	if picked == nil {
		return false
	}
	l.join(s, picked)
	return true
}

// Sweep builds every tile anew that has tombstones, one after the other beside the writer: afterwards nothing of what was deleted before
// is kept, and nothing of it comes into a checkpoint.
func (l *Live) Sweep() {
	l.merging.Lock()
	defer l.merging.Unlock()
	first := l.Snapshot()
	for i, t := range first.Tiles {
		for first.Dead[i] != nil {
			s := l.Snapshot()
			at := slices.Index(s.Tiles, t)
			if at < 0 {
				break // built anew, or merged by the writer
			}
			l.join(s, []int{at})
		}
	}
}

// join builds tiles of a snapshot anew as few, and publishes these in their place.
func (l *Live) join(s *Snapshot, picked []int) {
	var rows []moving
	for _, i := range picked {
		for at, f := range s.Tiles[i].Facts() {
			if t := s.Tiles[i]; s.Alive(i, at) {
				rows = append(rows, moving{Row{ID: t.ID(at), Org: t.Org(at), Facts: f}, address[*Tile]{t, at}})
			}
		}
	}
	byPlace(rows, func(r *moving) *facts.Candidate { return r.Facts })
	var built []*Tile
	for block := range slices.Chunk(rows, Rows) {
		plain := make([]Row, len(block))
		for i := range block {
			plain[i] = block[i].Row
		}
		built = append(built, build(plain))
	}
	l.exchange(s, picked, rows, built)
}

// exchange publishes built in place of the picked tiles of s. A row that has been changed or deleted meanwhile gets a tombstone.
// When the writer has merged some of the tiles itself meanwhile, the work is for nothing.
func (l *Live) exchange(s *Snapshot, picked []int, rows []moving, built []*Tile) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := *l.current.Load()
	next.Tiles, next.Dead = slices.Clone(next.Tiles), slices.Clone(next.Dead)
	old := make([]int, len(picked))
	for i, n := range picked {
		if old[i] = slices.Index(next.Tiles, s.Tiles[n]); old[i] < 0 {
			return
		}
	}
	gone := next.drop(old)
	for n, t := range built {
		var dead []uint64
		number := l.at.enter(t)
		for at := range t.N {
			if is, ok := l.at.get(t.Key(at)); ok && is == rows[n*Rows+at].from {
				l.at.put(number, at)
				continue
			}
			if dead == nil {
				dead = ownDead(nil, t.N)
			}
			dead[at>>6] |= 1 << (at & 63)
		}
		next.Tiles, next.Dead = append(next.Tiles, t), append(next.Dead, dead)
	}
	l.at.leave(gone...)
	l.current.Store(&next)
}
