package plan_test

import (
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

func TestEdgesHaveDefinedAnswers(t *testing.T) {
	live, all := fill(t, seeded(5), 200)
	gate := profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "COBOL"}, Necessity: profiles.Must, Gate: true}
	many := &profiles.Role{}
	for range profiles.MaxRequirements {
		q := seeded(uint64(len(many.Requirements))).requirement()
		q.Gate = false
		many.Requirements = append(many.Requirements, q)
	}
	for _, x := range []struct {
		what   string
		role   *profiles.Role
		snap   *columns.Snapshot
		k      int
		strict bool
		hits   int
		vetoed int
	}{
		{"a role that asks for nothing gives everyone at 0", &profiles.Role{}, live.Snapshot(), 10, false, 10, 0},
		{"more than there are gives all", &profiles.Role{}, live.Snapshot(), 10_000, false, len(all), 0},
		{"none asked for gives counts", &profiles.Role{}, live.Snapshot(), 0, false, 0, 0},
		{"a condition that nobody meets", &profiles.Role{Requirements: []profiles.Requirement{gate}}, live.Snapshot(), 10, true, 0, len(all)},
		{"an empty state", &profiles.Role{}, columns.New(deriver, asOf).Snapshot(), 10, false, 0, 0},
		{"128 requirements", many, live.Snapshot(), 3, false, 3, 0},
	} {
		total := x.snap.Candidates()
		for _, threads := range []int{1, 4} {
			r, err := plan.Scan(t.Context(), x.snap, compile(0, x.role), plan.Options{K: x.k, Strict: x.strict, Threads: threads})
			if err != nil {
				t.Fatal(err)
			}
			if r.Total != total || r.Vetoed != x.vetoed || len(r.Hits) != x.hits {
				t.Errorf("%s: %d hits, %d of %d vetoed: want %d hits, %d vetoed", x.what, len(r.Hits), r.Vetoed, r.Total, x.hits, x.vetoed)
			}
		}
	}
}

// A filter may let nobody pass, or everybody, and there may be nobody.
func TestFiltersOfNobodyAndOfAllHaveDefinedAnswers(t *testing.T) {
	defer plan.EveryTileAThread()()
	live, all := fill(t, seeded(5), 200)
	for _, x := range []struct {
		what string
		snap *columns.Snapshot
		pass bool
		hits int
	}{
		{"nobody", live.Snapshot(), false, 0},
		{"everybody", live.Snapshot(), true, 10},
		{"an empty state", columns.New(deriver, asOf).Snapshot(), true, 0},
	} {
		for _, threads := range []int{1, 4} {
			r, err := plan.Scan(t.Context(), x.snap, compile(0, &profiles.Role{}), plan.Options{K: 10, Threads: threads, Filter: func(_ int, t *columns.Tile, keep *columns.RowSet) {
				for l := 0; x.pass && l < t.N; l++ {
					keep.Add(l)
				}
			}})
			if err != nil {
				t.Fatal(err)
			}
			filtered := 0
			if !x.pass {
				filtered = len(all)
			}
			if len(r.Hits) != x.hits || r.Total != x.snap.Candidates() || r.Filtered != filtered {
				t.Errorf("%s: %d hits, %d of %d filtered: want %d hits, %d filtered", x.what, len(r.Hits), r.Filtered, r.Total, x.hits, filtered)
			}
		}
	}
}

func TestSeekingAmongNoRolesFindsNone(t *testing.T) {
	r, err := plan.Seek(t.Context(), columns.New(deriver, asOf).Snapshot(), world(0), asIs(seeded(1).candidate("c")), plan.SeekOptions{K: 10})
	if err != nil || len(r.Hits) != 0 || r.Total != 0 {
		t.Errorf("%d hits of %d, %v", len(r.Hits), r.Total, err)
	}
}
