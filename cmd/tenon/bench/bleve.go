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

// bleve are the searches of the search engine alone, over the same candidates: their concepts in one field, no text, which favours
// it. The index is built once and kept. close has to be called.
func (b *bench) bleve(ctx context.Context) (ways []*measure, close func() error, err error) {
	if b.Dir == "" {
		b.Note("bleve is left out: it needs --dir")
		return nil, func() error { return nil }, nil
	}
	dir := filepath.Join(b.Dir, fmt.Sprintf("bleve-%d-%d", b.Candidates, b.Seed))
	if err := b.index(ctx, dir); err != nil {
		return nil, nil, err
	}
	ix, err := blevetext.OpenBuilt(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range []struct {
		name   string
		expand bool
	}{{"bleve, any of the concepts, best 10", false}, {"bleve, any of these and their neighbours, best 10", true}} {
		var all [][]string
		n := 0
		for _, p := range b.plans {
			all = append(all, b.terms(p, x.expand))
			n += len(all[len(all)-1])
		}
		ways = append(ways, &measure{name: fmt.Sprintf("%s (%d terms)", x.name, n/len(all)), ask: func(i int) error {
			_, err := ix.Any(ctx, all[i], top)
			return err
		}})
	}
	return ways, ix.Close, nil
}

// index builds bleve's index where there is none.
func (b *bench) index(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tell, done := func(int, int) {}, func() {}
	at := 0
	err := blevetext.Build(ctx, dir, func(yield func(index.Op) bool) {
		b.Note("building bleve's index of %d candidates, once, in %s", b.Candidates, dir)
		tell, done = b.bar("documents")
		for at < b.Candidates {
			for _, op := range synthetic.Draw(min(drawn, b.Candidates-at), func(i int) index.Op { return b.document(at + i) }) {
				if !yield(op) {
					return
				}
				at++
			}
			tell(at, b.Candidates)
		}
	})
	done()
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

// document is a candidate as the skills that scoring sees of it.
func (b *bench) document(i int) index.Op {
	c := b.corpus.Candidate(i)
	d := &index.Doc{}
	for _, s := range b.ref.Deriver.Candidate(c, b.AsOf, facts.AsIs).Skills {
		d.Concepts = append(d.Concepts, b.ref.Taxonomy.Concept(s.No).ID)
	}
	return index.Op{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Doc: d}
}

// terms are the skills of a role; expanded, also all that stand for them in some part.
func (b *bench) terms(p *plan.Plan, expand bool) (ids []string) {
	seen := map[taxonomy.No]bool{}
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
	return ids
}
