package columns_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// What shares a byte in a tile comes out as it went in, also at the ends of its range and after a checkpoint.
func TestFactsComeBackWhole(t *testing.T) {
	want := map[string]*facts.Candidate{}
	var us []columns.Update
	for i := range 64 {
		f := &facts.Candidate{Months: uint16(i), Unresolved: uint16(64 - i), Degree: profiles.ISCED(i % 9), Public: i%2 == 0}
		for k := profiles.EvidenceProject; k <= profiles.EvidenceCommunity; k++ {
			if i>>1%int(k) == 0 {
				f.Evidence |= 1 << k
			}
		}
		for k := profiles.ReqSkill; k <= profiles.ReqDegree; k++ {
			if i%int(k) == 0 {
				f.Known = f.Known.With(k)
			} else {
				f.Unsure = f.Unsure.With(k)
			}
		}
		for j := range i { // more titles than are counted, and none
			f.Titles = append(f.Titles, facts.Title{No: taxonomy.Default().Of(taxonomy.Title)[10*i+j], Step: profiles.Seniority(1 + j%8), Recency: uint16(350 + j)})
			f.Skills = append(f.Skills, facts.Skill{No: taxonomy.Default().Of(taxonomy.Skill)[i+3*j], Strength: uint8(1 + j%15)})
		}
		id := fmt.Sprint("c", i)
		want[id] = f
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Facts: f})
	}
	live := columns.New(deriver, asOf)
	live.Apply(us, 1)
	loaded := reloaded(t, live)
	for name, l := range map[string]*columns.Live{"built": live, "loaded": loaded} {
		seen := 0
		l.Snapshot().Each(func(r columns.Row) {
			seen++
			if d := cmp.Diff(want[r.ID], r.Facts, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s, %s: as it went in (-) and came out (+)\n%s", name, r.ID, d)
			}
		})
		if seen != len(want) {
			t.Errorf("%s: %d rows: want %d", name, seen, len(want))
		}
	}
}

// reloaded are columns as they come back after a restart.
func reloaded(t *testing.T, live *columns.Live) *columns.Live {
	t.Helper()
	dir := t.TempDir()
	if err := live.Save(dir, "s"); err != nil {
		t.Fatal(err)
	}
	loaded, err := columns.Load(dir, "s", deriver, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}
