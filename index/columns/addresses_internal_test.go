package columns

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"tenon/profiles"
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
				want[made.keyOf(row)] = address[*Tile]{made, row}
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

func someKey(r *rand.Rand) profiles.Key {
	return profiles.Key{Org: []string{"", "acme", "globex"}[r.IntN(3)], Kind: profiles.KindCandidate, ID: fmt.Sprint(r.IntN(30))}
}

// addressedTile is a tile of some rows of different keys.
func addressedTile(r *rand.Rand) *Tile {
	t, has := &Tile{}, map[profiles.Key]bool{}
	for range 1 + r.IntN(9) {
		if k := someKey(r); !has[k] {
			has[k] = true
			t.IDs, t.Orgs = append(t.IDs, k.ID), append(t.Orgs, k.Org)
		}
	}
	t.N = len(t.IDs)
	return t
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
