package app_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"tenon/cmd/tenon/app"
	"tenon/engine/plan"
	"tenon/index"
	"tenon/index/blevetext"
	"tenon/profiles"
	"tenon/profiles/intake"
	"tenon/profiles/taxonomy"
)

var figures = flag.Int("figures", 0, "measure the figures of the README over this many candidates (100000) and print them")

// TestFigures measures, in one run, Tenon beside bleve alone. It asserts no time; it fails where an answer is wrong.
func TestFigures(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	c := newCorpus(profiles.NewMonth(2026, 6))
	ours, theirs := importBoth(t, c, *figures)
	t.Logf("import, durable and searchable: %.0f records/s; bleve alone: %.0f documents/s; ratio %.2f", ours, theirs, ours/theirs)
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func importBoth(t *testing.T, c *corpus, n int) (ours, theirs float64) {
	dir := t.TempDir()
	src := c.ndjson(t, n)
	start := time.Now()
	a, err := app.Open(t.Context(), dir, c.asOf, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	following, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.Follower.Run(following) }()
	report, err := a.Intake.Import(t.Context(), []intake.Source{src}, intake.Options{Now: c.asOf})
	stop()
	if err != nil || report.Accepted != n {
		t.Fatalf("accepted %d of %d: %v %v", report.Accepted, n, err, report.Faults)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	ours = float64(n) / time.Since(start).Seconds()
	theirs = bleveAlone(t, c, n)
	queries(t, c, a, n)
	cols, ids := a.Columns.Snapshot().Bytes()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("columns: %d bytes a candidate, and %d for ids; on disk: %d bytes a candidate", cols/n, ids/n, size(t, dir)/int64(n))
	var opens []float64
	for range 5 {
		start = time.Now()
		b, err := app.Open(t.Context(), dir, c.asOf, nil, quiet())
		if err != nil {
			t.Fatal(err)
		}
		opens = append(opens, time.Since(start).Seconds())
		if got := b.Columns.Snapshot().Candidates(); got != n {
			t.Errorf("%d candidates after a restart: want %d", got, n)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("start to ready: %.2f s, median of 5", median(opens))
	return ours, theirs
}

// bleveAlone indexes the same documents with the same mapping, ready made, in batches of the same size.
func bleveAlone(t *testing.T, c *corpus, n int) float64 {
	text, err := blevetext.Open(t.TempDir(), c.tax)
	if err != nil {
		t.Fatal(err)
	}
	const size = 2000
	var spent time.Duration
	for from := 0; from < n; from += size {
		ops := make([]index.Op, 0, size)
		for i := from; i < min(n, from+size); i++ {
			p := c.candidate(i)
			ops = append(ops, index.Op{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Doc: index.CandidateDoc(p, c.tax, nil)})
		}
		start := time.Now()
		if err := text.Apply(t.Context(), ops, profiles.Seq(from+len(ops))); err != nil {
			t.Fatal(err)
		}
		spent += time.Since(start)
	}
	if err := text.Close(); err != nil {
		t.Fatal(err)
	}
	return float64(n) / spent.Seconds()
}

// queries compares the exact top 10 of roles with bleve's disjunction of the terms of their ten skills, one thread each.
func queries(t *testing.T, c *corpus, a *app.App, n int) {
	policy, err := plan.Preset("")
	if err != nil {
		t.Fatal(err)
	}
	w := &plan.World{Taxonomy: a.Taxonomy, Cities: a.Cities, Policy: policy, Lambda: 30}
	snap := a.Columns.Snapshot()
	var ours, theirs []float64
	for i := range 40 {
		r := c.role(i)
		var mine, bleves []float64
		for range 5 {
			start := time.Now()
			p := plan.Compile(w, a.Deriver.Role(r))
			res, err := plan.Scan(t.Context(), snap, p, plan.Options{K: 10, RoleID: r.ID})
			mine = append(mine, time.Since(start).Seconds())
			if err != nil || res.Total != n {
				t.Fatalf("total %d, %v", res.Total, err)
			}
		}
		for range 5 {
			bleves = append(bleves, disjunction(t, a, c, r))
		}
		ours, theirs = append(ours, median(mine)), append(theirs, median(bleves))
	}
	t.Logf("exact top 10 of %d: %.2f ms; bleve, ten terms: %.2f ms; ratio %.1f (medians of 40 roles, each of 5 in a row)", n, 1e3*median(ours), 1e3*median(theirs), median(theirs)/median(ours))
}

func disjunction(t *testing.T, a *app.App, c *corpus, r *profiles.Role) float64 {
	q := bleve.NewDisjunctionQuery()
	for i := range r.Requirements {
		if r.Requirements[i].Kind == profiles.ReqSkill {
			n, _ := c.tax.Ref(taxonomy.Skill, r.Requirements[i].Ref)
			term := bleve.NewTermQuery(c.tax.Concept(n).ID)
			term.SetField("concepts")
			q.AddQuery(term)
		}
	}
	start := time.Now()
	hits, err := a.Text.Index().Raw(context.Background(), bleve.NewSearchRequestOptions(q, 10, 0, false))
	spent := time.Since(start).Seconds()
	if err != nil || hits == 0 {
		t.Fatalf("bleve: %d hits, %v", hits, err)
	}
	return spent
}

func median(xs []float64) float64 {
	s := slices.Clone(xs)
	slices.Sort(s)
	return s[len(s)/2]
}

func size(t *testing.T, dir string) (total int64) {
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		fi, err := os.Stat(p)
		if err == nil {
			total += fi.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(fmt.Errorf("size: %w", err))
	}
	return total
}
