package columns

import (
	"testing"

	"tenon/index/facts"
	"tenon/profiles"
)

// FuzzSections reads what no checksum has vouched for: bytes are refused, or they are a tile that can be walked and written again.
func FuzzSections(f *testing.F) {
	cands := []Row{{ID: "a", Org: "o", Facts: &facts.Candidate{Skills: []facts.Skill{{No: 3, Strength: 4}, {No: 700, Strength: 1}}, Certs: []facts.Cert{{No: 9, Valid: true}},
		Titles: []facts.Title{{No: 5, Step: 2, Recency: 1000}}, Wish: facts.Wish{Stated: 1, PayUSD: -3, Lists: &facts.WishLists{Cities: []uint32{7}}}}}, {ID: "b", Facts: &facts.Candidate{Geo: 8}}}
	c := &coder{}
	dead := []uint64{1}
	build(cands).code(c, &dead)
	f.Add(c.b, true)
	c = &coder{}
	rs := []Role{{ID: "r", Facts: &facts.Role{Requirements: []facts.Requirement{{Kind: profiles.ReqSkill, No: 3}}, Posted: 5}, Posting: &facts.Posting{Employer: "e", Currency: "EUR", Low: 1}}}
	c.roles(&rs)
	f.Add(c.b, false)
	f.Fuzz(func(t *testing.T, b []byte, tile bool) {
		c, again := &coder{b: b, reading: true}, &coder{}
		if tile {
			var dead []uint64
			x := &Tile{}
			if x.code(c, &dead); c.bad {
				return
			}
			x.Facts()
			x.code(again, &dead)
		} else {
			var rs []Role
			if c.roles(&rs); c.bad {
				return
			}
			again.roles(&rs)
		}
		if len(again.b) > len(b) {
			t.Errorf("%d bytes became %d", len(b), len(again.b))
		}
	})
}
