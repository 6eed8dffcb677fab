package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tenon/engine/plan"
	"tenon/index"
	"tenon/index/blevetext"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// bleve measures the search engine alone, over the same candidates: their concepts in one field, no text, which favours it.
func (b *bench) bleve(ctx context.Context) error {
	if b.Dir == "" {
		b.Note("bleve is left out: it needs --dir")
		return nil
	}
	dir := filepath.Join(b.Dir, fmt.Sprintf("bleve-%d-%d", b.Candidates, b.Seed))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	b.Note("building bleve's index of %d candidates, once, in %s", b.Candidates, dir)
	err := blevetext.Build(dir, b.ref.Taxonomy, b.ops(ctx))
	if err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	for _, x := range []struct {
		name   string
		expand bool
	}{{"bleve, any of ten concepts, best 10", false}, {"bleve, any of these and their neighbours, best 10", true}} {
		if err := b.disjunctions(ctx, dir, x.name, x.expand); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) ops(ctx context.Context) func(yield func(index.Op) bool) {
	return func(yield func(index.Op) bool) {
		for from := 0; from < b.Candidates && ctx.Err() == nil; from += batch {
			for _, op := range synthetic.Draw(min(batch, b.Candidates-from), func(i int) index.Op { return b.op(from + i) }) {
				if !yield(op) {
					return
				}
			}
		}
	}
}

func (b *bench) op(i int) index.Op {
	c := b.corpus.Candidate(i)
	d := &index.Doc{}
	for _, s := range b.ref.Deriver.Candidate(c, b.AsOf, facts.AsIs).Skills {
		d.Concepts = append(d.Concepts, b.ref.Taxonomy.Concept(s.No).ID)
	}
	return index.Op{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Doc: d}
}

// disjunctions searches for the skills of the roles; expanded, also for all that stand for them in some part.
func (b *bench) disjunctions(ctx context.Context, dir, name string, expand bool) error {
	var qs [][]string
	terms := 0
	for _, p := range b.plans {
		seen := map[taxonomy.No]bool{}
		var ids []string
		for _, n := range p.Role.Skills {
			near := []taxonomy.Near{{No: n}}
			if expand {
				near = b.ref.Taxonomy.Near(n)
			}
			for _, x := range near {
				if !seen[x.No] {
					seen[x.No] = true
					ids = append(ids, b.ref.Taxonomy.Concept(x.No).ID)
				}
			}
		}
		qs = append(qs, ids)
		terms += len(ids)
	}
	var all, ratios []float64
	err := blevetext.Any(ctx, dir, qs, top, func(i int, search func() (uint64, error)) error {
		theirs, err := timed(1, func(int) error {
			_, err := search()
			return err
		})
		if err != nil {
			return err
		}
		ours, err := timed(1, func(int) error { return b.rank(ctx, i, plan.Options{}) })
		all, ratios = append(all, theirs), append(ratios, theirs/ours)
		return err
	})
	if err != nil {
		return err
	}
	b.add(name, median(all), "ms", "")
	b.add(fmt.Sprintf("Tenon beside it is so many times as fast (%d terms a role)", terms/len(qs)), median(ratios), "×", "")
	return nil
}
