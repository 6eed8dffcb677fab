package columns

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

// Addresses are those of a map by key over any history of tiles, whatever keys have the same hash: in all of these many have.
func TestAddressesAreThoseOfAMap(t *testing.T) {
	for hashes := range uint64(12) {
		a, want := newAddresses[*Tile](0), map[profiles.Key]address[*Tile]{}
		if hash := a.hash; hashes < 11 {
			a.hash = func(k profiles.Key) uint64 { return hash(k) % (hashes*hashes + 1) }
		}
		r := rand.New(rand.NewPCG(hashes, 1))
		var tiles []*Tile
		for range 300 {
			made := addressedTile(r)
			number := a.enter(made)
			for row := range made.N {
				a.put(number, row)
				want[made.Key(row)] = address[*Tile]{made, row}
			}
			tiles = append(tiles, made)
			for range r.IntN(12) {
				k := someKey(r)
				a.remove(k)
				delete(want, k)
			}
			if tiles = leaveEmpty(a, want, tiles); len(a.numbers) != len(tiles) || len(a.tiles) > 60 {
				t.Fatalf("%d tiles have %d numbers of %d: want as many, and numbers that are given again", len(tiles), len(a.numbers), len(a.tiles))
			}
			sameAddresses(t, a, want)
		}
	}
}

// Whatever is changed, deleted and merged, addresses know the tiles of the newest snapshot, no others, and every live row of these.
func TestAddressesKnowTheTilesOfTheSnapshot(t *testing.T) {
	live, r := New(facts.NewDeriver(taxonomy.Default(), money.Default()), profiles.NewMonth(2026, 6)), rand.New(rand.NewPCG(1, 2))
	for step := range 600 {
		us := make([]Update, r.IntN(4))
		for i := range us {
			us[i] = Update{Key: someKey(r)}
			if us[i].Key.Kind = profiles.KindCandidate; r.IntN(3) == 0 {
				us[i].Key.Kind = profiles.KindRole
			}
			switch {
			case r.IntN(4) == 0: // it is deleted
			case us[i].Key.Kind == profiles.KindRole:
				us[i].Role = &profiles.Role{ID: us[i].Key.ID}
			default:
				us[i].Facts = &facts.Candidate{Geo: r.Uint32N(3)}
			}
		}
		live.Apply(us, profiles.Seq(step))
		switch r.IntN(20) {
		case 0:
			live.Sweep()
		case 1:
			live.Merge()
		}
		s := live.Snapshot()
		sameTiles(t, live.at, s.Tiles, func(i, l int) bool { return s.Alive(i, l) })
		sameTiles(t, live.roleAt, s.RoleTiles, func(i, l int) bool { return s.RoleAlive(i, l) })
	}
}

func (t *Tile) rows() int { return t.N }

func (t *RoleTile) rows() int { return len(t.Roles) }

func sameTiles[T interface {
	addressed
	rows() int
}](t *testing.T, a *addresses[T], tiles []T, alive func(tile, row int) bool) {
	t.Helper()
	if len(a.numbers) != len(tiles) {
		t.Fatalf("%d tiles have a number: want the %d of the snapshot", len(a.numbers), len(tiles))
	}
	living := 0
	for i, tile := range tiles {
		if n, ok := a.numbers[tile]; !ok || a.tiles[n] != tile {
			t.Fatalf("tile %d has no number", i)
		}
		for l := range tile.rows() {
			if !alive(i, l) {
				continue
			}
			living++
			if at, ok := a.get(tile.Key(l)); !ok || at != (address[T]{tile, l}) {
				t.Fatalf("row %d of tile %d stands at %v, %v", l, i, at, ok)
			}
		}
	}
	if a.len() != living {
		t.Fatalf("%d rows have an address: want the %d that are alive", a.len(), living)
	}
}

func someKey(r *rand.Rand) profiles.Key {
	return profiles.Key{Org: []string{"", "acme", "globex"}[r.IntN(3)], Kind: profiles.KindCandidate, ID: fmt.Sprint(r.IntN(30))}
}

// addressedTile is a tile of some rows of different keys.
func addressedTile(r *rand.Rand) *Tile {
	var keys []profiles.Key
	for range 1 + r.IntN(9) {
		if k := someKey(r); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return &Tile{N: len(keys), ids: textsOf(len(keys), func(l int) string { return keys[l].ID }), orgs: textsOf(len(keys), func(l int) string { return keys[l].Org })}
}

// leaveEmpty has tiles leave in which nobody stands.
func leaveEmpty(a *addresses[*Tile], want map[profiles.Key]address[*Tile], tiles []*Tile) (left []*Tile) {
	in := map[*Tile]bool{}
	for _, x := range want {
		in[x.tile] = true
	}
	for _, t := range tiles {
		if in[t] {
			left = append(left, t)
		} else {
			a.leave(t)
		}
	}
	return left
}

func sameAddresses(t *testing.T, a *addresses[*Tile], want map[profiles.Key]address[*Tile]) {
	t.Helper()
	if a.len() != len(want) {
		t.Fatalf("%d rows have addresses: want %d", a.len(), len(want))
	}
	for _, org := range []string{"", "acme", "globex"} {
		for id := range 31 {
			k := profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: fmt.Sprint(id)}
			got, ok := a.get(k)
			if is, there := want[k]; ok != there || got != is {
				t.Fatalf("%v stands at %v, %v: want %v, %v", k, got, ok, is, there)
			}
		}
	}
}
