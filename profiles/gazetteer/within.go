package gazetteer

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// latitudes are the cities from south to north, made when they are first asked for.
type latitudes struct {
	once sync.Once
	all  []point
}

// point is what is read of a city in passing: the whole of it is far more.
type point struct {
	x, y, z int32
	id      uint32
}

// Within returns the ids, ascending, of the cities whose centres are at most so many whole kilometres from that of a city, itself
// among them; none where the city is not known. They are shared: the same few are asked for again and again.
func (g *Gazetteer) Within(id uint32, km int) []uint32 {
	kept := &g.around[(id*31+uint32(km))%keptAround]
	if a := kept.Load(); a != nil && a.id == id && a.km == km {
		return a.cities
	}
	cities := g.within(id, km)
	if len(cities) <= mostAround {
		kept.Store(&around{id, km, cities})
	}
	return cities
}

// around are the cities around one. So many are kept of no more than so many cities: two megabytes at most.
type around struct {
	id     uint32
	km     int
	cities []uint32
}

const (
	keptAround = 512
	mostAround = 1024
)

func (g *Gazetteer) within(id uint32, km int) []uint32 {
	from, ok := g.ByID(id)
	if !ok || km < 0 {
		return nil
	}
	g.north.once.Do(func() {
		for i := range g.cities {
			c := &g.cities[i]
			g.north.all = append(g.north.all, point{c.X, c.Y, c.Z, c.ID})
		}
		slices.SortFunc(g.north.all, func(a, b point) int { return cmp.Compare(a.z, b.z) })
	})
	beyond := int64(math.MaxInt64) // the least squared chord that is farther
	if t := chords(); km+1 < len(t) {
		beyond = t[km+1]
	}
	chord := int64(math.Sqrt(float64(beyond))) + 1 // no difference of heights is more
	first, _ := slices.BinarySearchFunc(g.north.all, int64(from.Z)-chord, func(p point, z int64) int { return cmp.Compare(int64(p.z), z) })
	var out []uint32
	for _, p := range g.north.all[first:] {
		dx, dy, dz := int64(from.X)-int64(p.x), int64(from.Y)-int64(p.y), int64(p.z)-int64(from.Z)
		if dz > chord {
			break
		}
		if dx*dx+dy*dy+dz*dz < beyond {
			out = append(out, p.id)
		}
	}
	slices.Sort(out)
	return out
}
