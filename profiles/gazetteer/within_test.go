package gazetteer_test

import (
	"slices"
	"testing"

	"tenon/profiles/gazetteer"
)

func TestWithinAreTheCitiesWhoseDistanceIsNotMore(t *testing.T) {
	g := gazetteer.Default()
	all := g.In("DE")
	all = append(all, g.In("FJ")...) // on both sides of the date line
	all = append(all, g.In("NO")...)
	world := everywhere(g)
	if len(world) != g.Len() {
		t.Fatalf("%d cities are at most half around the earth away: want all %d", len(world), g.Len())
	}
	for i := 0; i < len(all); i += 1 + len(all)/9 {
		for _, km := range []int{0, 1, 50, 200, 1500, gazetteer.MaxKM} {
			var want []uint32
			for _, c := range world {
				if gazetteer.KM(all[i], c) <= km {
					want = append(want, c.ID)
				}
			}
			slices.Sort(want)
			if got := g.Within(all[i].ID, km); !slices.Equal(got, want) {
				t.Fatalf("%s, %d km: %d cities: want %d", all[i].Name, km, len(got), len(want))
			}
		}
	}
	if got := g.Within(1, 100); got != nil {
		t.Errorf("a city that is not known has %v around it", got)
	}
	if got := g.Within(all[0].ID, -1); got != nil {
		t.Errorf("less than no distance gives %v", got)
	}
}

// everywhere is every city.
func everywhere(g *gazetteer.Gazetteer) (all []gazetteer.City) {
	for _, id := range g.Within(g.In("DE")[0].ID, gazetteer.MaxKM) {
		c, _ := g.ByID(id)
		all = append(all, c)
	}
	return all
}

func BenchmarkWithin(b *testing.B) {
	g := gazetteer.Default()
	id := g.In("DE")[0].ID
	for b.Loop() {
		g.Within(id, 200)
	}
}
