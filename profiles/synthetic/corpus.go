package synthetic

import (
	"math"
	"math/rand/v2"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// Corpus draws records. Immutable, safe for concurrent use.
type Corpus struct {
	seed     uint64
	asOf     profiles.Month
	tax      *taxonomy.Taxonomy
	own      map[taxonomy.Kind][]profiles.Ref // in an order of their own: what stands first is common
	families [][]profiles.Ref                 // titles
	skills   [][]profiles.Ref                 // by family
	places   []profiles.Place
}

// Sizes of the distribution; the package comment says what they are for.
const (
	familySkills = 80
	cityCount    = 300
)

// New returns the corpus of a seed, with dates up to a month.
func New(tax *taxonomy.Taxonomy, cities *gazetteer.Gazetteer, asOf profiles.Month, seed uint64) *Corpus {
	c := &Corpus{seed: seed, asOf: asOf, tax: tax, own: map[taxonomy.Kind][]profiles.Ref{}}
	r := rand.New(rand.NewPCG(seed, 0))
	for _, k := range []taxonomy.Kind{taxonomy.Skill, taxonomy.Certification, taxonomy.Language, taxonomy.Industry, taxonomy.Value} {
		c.own[k] = shuffled(r, c.refs(tax.Of(k)))
	}
	c.titles(r)
	for range c.families {
		own := list(4*familySkills, func() profiles.Ref { return pick(r, c.own[taxonomy.Skill], 10) })
		c.skills = append(c.skills, own[:min(familySkills, len(own))])
	}
	c.cities(r, cities)
	return c
}

// refs names the concepts that are Tenon's own: those have edges to each other.
func (c *Corpus) refs(nos []taxonomy.No) (out []profiles.Ref) {
	for _, n := range nos {
		if x := c.tax.Concept(n); !x.Open {
			out = append(out, profiles.Ref{Concept: x.ID})
		}
	}
	return out
}

func (c *Corpus) titles(r *rand.Rand) {
	of := map[taxonomy.No][]taxonomy.No{}
	var order []taxonomy.No
	for _, n := range c.tax.Of(taxonomy.Title) {
		x := c.tax.Concept(n)
		if x.Open {
			continue
		}
		if of[x.Family] == nil {
			order = append(order, x.Family)
		}
		of[x.Family] = append(of[x.Family], n)
	}
	for _, f := range shuffled(r, order) {
		c.families = append(c.families, c.refs(of[f]))
	}
}

func (c *Corpus) cities(r *rand.Rand, g *gazetteer.Gazetteer) {
	for _, country := range []string{"DE", "US", "GB", "FR", "IN", "PL", "ES", "NL", "CH", "AT", "CA", "AU"} {
		for _, x := range shuffled(r, g.In(country))[:cityCount/12] {
			c.places = append(c.places, profiles.Place{City: x.Name, Country: x.Country, Geo: x.ID})
		}
	}
	c.places = shuffled(r, c.places)
}

func shuffled[T any](r *rand.Rand, s []T) []T {
	out := make([]T, len(s))
	for i, j := range r.Perm(len(s)) {
		out[i] = s[j]
	}
	return out
}

// pick draws an element; rank r has the weight 1/(r+flat).
func pick[T any](r *rand.Rand, s []T, flat float64) T { return s[rank(r, len(s), flat)] }

func rank(r *rand.Rand, n int, flat float64) int {
	return min(n-1, int(flat*(math.Pow(float64(n)/flat+1, r.Float64())-1)))
}

// draw is one record on its way: of one family.
type draw struct {
	*rand.Rand
	c      *Corpus
	family int
}

// The streams of random numbers of a corpus; 0 makes its order.
const (
	streamCandidates = 1 << 40
	streamRoles      = 2 << 40
)

func (c *Corpus) draw(stream, i int) *draw {
	r := rand.New(rand.NewPCG(c.seed, uint64(stream+i)))
	return &draw{r, c, rank(r, len(c.families), 5)}
}

func (d *draw) one(in int) bool { return d.IntN(in) == 0 }

func (d *draw) any(k taxonomy.Kind) profiles.Ref { return pick(d.Rand, d.c.own[k], 10) }

func (d *draw) skill() profiles.Ref {
	if d.one(3) {
		return d.any(taxonomy.Skill)
	}
	return pick(d.Rand, d.c.skills[d.family], 10)
}

func (d *draw) title() profiles.Ref {
	family := d.family
	if d.one(5) {
		family = rank(d.Rand, len(d.c.families), 5)
	}
	return pick(d.Rand, d.c.families[family], 5)
}

func (d *draw) place() *profiles.Place {
	p := pick(d.Rand, d.c.places, 10)
	return &p
}

// list draws up to n different things.
func list(n int, draw func() profiles.Ref) (out []profiles.Ref) {
	seen := map[profiles.Ref]bool{}
	for range n {
		if x := draw(); !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}
