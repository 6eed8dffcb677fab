package plan_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/engine/plan"
)

// Law 5: a batch gives every role what the role gets by itself, on any number of threads.
func TestLaw5ABatchGivesWhatEveryRoleGetsByItself(t *testing.T) {
	defer plan.EveryTileAThread()()
	live, all := fill(t, seeded(5), 5000)
	snap := live.Snapshot()
	var ps []*plan.Plan
	var ids, orgs []string
	for seed := range uint64(40) {
		ps, ids, orgs = append(ps, compile(seed, seeded(9000+seed).role("r"))), append(ids, fmt.Sprint("r", seed)), append(orgs, "")
	}
	for i, o := range []plan.Options{{K: 10}, {K: 1, Sort: plan.ByForward}, {K: 100, Sort: plan.ByReverse, Threads: 3}, {K: 0}, {K: 20, Strict: true, Threads: 2}} {
		var told atomic.Int64
		got, err := plan.ScanAll(t.Context(), snap, ps, o, ids, orgs, func(n int) { told.Add(int64(n)) })
		if err != nil {
			t.Fatal(err)
		}
		if told.Load() != int64(len(ps)*len(all)) {
			t.Errorf("options %d: %d pairs told of: want %d", i, told.Load(), len(ps)*len(all))
		}
		for j, p := range ps {
			o.RoleID, o.Threads = ids[j], 1
			want, err := plan.Scan(t.Context(), snap, p, o)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want.Hits, got[j]); d != "" {
				t.Fatalf("options %d, role %d: by itself (-) and in a batch (+)\n%s", i, j, d)
			}
		}
	}
}
