package sample_test

import (
	"bufio"
	"cmp"
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/engine/plan"
)

// made is what a candidate was made for.
type made struct{ candidate, design, role, twist string }

func design(t *testing.T) map[string]made {
	t.Helper()
	f, err := os.Open("design.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	out := map[string]made{}
	for in := bufio.NewScanner(f); in.Scan(); {
		if cells := strings.Split(in.Text()+"\t", "\t"); !strings.HasPrefix(in.Text(), "#") {
			out[cells[0]] = made{cells[0], cells[1], cells[2], cells[3]}
		}
	}
	return out
}

func TestTheDesignHasItsShares(t *testing.T) {
	n, twists := map[string]int{}, map[string]int{}
	all := design(t)
	for _, c := range readGrown(t).Candidates {
		n[all[c.ID].design]++
		twists[all[c.ID].twist]++
	}
	total := len(all)
	for _, c := range []struct {
		design string
		lo, hi int
	}{{"fit", 33, 37}, {"part", 33, 37}, {"other", 28, 32}} {
		if share := 100 * n[c.design] / total; share < c.lo || share > c.hi {
			t.Errorf("%d of %d candidates are made as %s: want %d to %d per cent", n[c.design], total, c.design, c.lo, c.hi)
		}
	}
	t.Logf("%v, of part: %v", n, twists)
	if len(twists) < 9 {
		t.Errorf("%d ways to fit in part: want 9 at least", len(twists))
	}
}

// standing is how one candidate who was made to fit stands among the others for the role.
type standing struct {
	rank          int  // among all candidates of the sample
	aboveOthers   int  // candidates made for other roles or for none, in part or not at all, who stand lower
	others        int  // of so many
	aboveParts    bool // nobody who was made to fit this role in part stands higher
	aboveEveryone bool // and nobody who was made for none
}

// Whoever was made to fit a role has to stand above those who were not: the figures are those of the engine that ranks.
func TestWhoIsMadeToFitOutranksTheOthers(t *testing.T) {
	a, _ := open(t)
	all := design(t)
	var at []standing
	for _, hits := range rankAll(t, a) {
		at = append(at, standings(hits.role, hits.hits, all)...)
	}
	above, of, parts, everyone, top3, top10 := 0, 0, 0, 0, 0, 0
	for _, s := range at {
		above += s.aboveOthers
		of += s.others
		parts += count(s.aboveParts)
		everyone += count(s.aboveEveryone)
		top3 += count(s.rank <= 3)
		top10 += count(s.rank <= 10)
	}
	slices.SortFunc(at, func(x, y standing) int { return cmp.Compare(x.rank, y.rank) })
	share := func(n, of int) float64 { return 100 * float64(n) / float64(of) }
	t.Logf("%d made to fit: above %.2f %% of those made for other roles or none; above all made to fit the role in part %.1f %%; above all made for none %.1f %%; "+
		"in the top 3 %.1f %%, in the top 10 %.1f %%, median rank %d",
		len(at), share(above, of), share(parts, len(at)), share(everyone, len(at)), share(top3, len(at)), share(top10, len(at)), at[len(at)/2].rank)
	for _, c := range []struct {
		what string
		got  float64
		want float64
	}{{"pairs with others", share(above, of), 97}, {"above those who fit in part", share(parts, len(at)), 90}, {"above those made for no role", share(everyone, len(at)), 90}} {
		if c.got < c.want {
			t.Errorf("%s: %.1f %%, want %.0f %%", c.what, c.got, c.want)
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

type ranked struct {
	role string
	hits []plan.Hit
}

// rankAll ranks all candidates for every role of the grown part, as the engine does.
func rankAll(t *testing.T, a *app.App) []ranked {
	t.Helper()
	policy, err := plan.Preset("")
	if err != nil {
		t.Fatal(err)
	}
	w := &plan.World{Taxonomy: a.Taxonomy, Cities: a.Cities, Policy: policy, Lambda: engine.DefaultLambda}
	snap := a.Columns.Snapshot()
	var out []ranked
	for _, r := range snap.Roles {
		if !strings.HasPrefix(r.ID, "r-1") {
			continue
		}
		res, err := plan.Scan(context.Background(), snap, plan.Compile(w, r.Facts), plan.Options{K: snap.Candidates(), RoleID: r.ID})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, ranked{r.ID, res.Hits})
	}
	return out
}

// standings are those of the candidates who were made to fit the role. Who fails a gate is not among the hits.
func standings(role string, hits []plan.Hit, all map[string]made) []standing {
	place := map[string]int{}
	for i, h := range hits {
		place[h.ID] = i + 1
	}
	var out []standing
	for _, m := range all {
		if m.design != "fit" || m.role != role {
			continue
		}
		s := standing{rank: cmp.Or(place[m.candidate], len(all)), aboveParts: true, aboveEveryone: true}
		for _, o := range all {
			higher := place[o.candidate] != 0 && place[o.candidate] < s.rank
			switch {
			case o.design == "fit":
			case o.role == role:
				s.aboveParts = s.aboveParts && !higher
			default:
				s.others++
				s.aboveOthers += count(!higher)
				s.aboveEveryone = s.aboveEveryone && (o.design != "other" || !higher)
			}
		}
		out = append(out, s)
	}
	return out
}
