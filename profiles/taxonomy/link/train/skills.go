package train

import (
	"fmt"

	"tenon/profiles"
	"tenon/profiles/taxonomy/link"
)

// Skills trains the table of [link.NewSkills].
func Skills(src Source, cfg Config) ([]byte, error) {
	cfg = cfg.orElse(Config{Dim: 64, Epochs: 5, Batch: 512, Scale: 15, Rate: 0.03, Workers: 2})
	c := newCorpus(cfg.Seed, link.Words)
	c.skills(src)
	return c.train(cfg, "skills")
}

func (c *corpus) skills(src Source) {
	known := map[string]bool{}
	var names []example
	for _, rows := range [][]Row{src.Skills, src.Concepts} {
		for _, r := range rows {
			known[r.Label] = true
			right := c.text(r.Label)
			for _, alt := range r.Alts {
				names = append(names, example{left: c.text(alt), right: right, group: c.group(r.Label), weight: 1})
			}
		}
	}
	for _, e := range names {
		c.add(e)
	}
	for _, rows := range [][]Row{src.Digital, src.Concepts} {
		for _, r := range rows {
			c.add(example{left: c.text(r.Description), right: c.text(r.Label), group: c.group(r.Label), weight: 1})
		}
	}
	c.broader(src.Concepts)
	noise := c.plain(c.sentences(src.Sentences, known))
	c.wrap(names, noise)
	for _, s := range src.Spans {
		for range 8 {
			c.sentence(s, known, 1)
		}
	}
}

// broader pairs each name of a concept with what the concept belongs to, which is how products reach the skills of other
// lists.
func (c *corpus) broader(rows []Row) {
	for _, r := range rows {
		own := []int32{c.group(r.Label)}
		for _, b := range r.Broader {
			own = append(own, c.group(b))
		}
		for _, b := range r.Broader {
			for _, name := range append([]string{r.Label}, r.Alts...) {
				c.add(example{left: c.text(name), right: c.text(b), group: c.group(b), others: own, weight: 0.5})
			}
		}
	}
}

// sentences adds sentences with a skill and returns the words of those without.
func (c *corpus) sentences(all []Sentence, known map[string]bool) (noise []int32) {
	for _, s := range all {
		if len(s.Labels) == 0 {
			noise = append(noise, c.text(s.Text)...)
			continue
		}
		c.sentence(s, known, 2)
	}
	return noise
}

func (c *corpus) sentence(s Sentence, known map[string]bool, weight float32) {
	left := c.text(s.Text)
	var others []int32
	for _, label := range s.Labels {
		others = append(others, c.group(label))
	}
	for _, label := range s.Labels {
		if known[label] {
			c.add(example{left: left, right: c.text(label), group: c.group(label), others: others, weight: weight})
		}
	}
}

// wrap adds half of the names once more, each between words that say nothing, at half the weight.
func (c *corpus) wrap(names []example, noise []int32) {
	if len(noise) == 0 {
		return
	}
	for _, e := range names {
		if c.rng.IntN(2) == 0 {
			continue
		}
		n := 2 + c.rng.IntN(9)
		at := c.rng.IntN(max(1, len(noise)-n))
		e.left = append(append([]int32(nil), e.left...), noise[at:min(at+n, len(noise))]...)
		e.weight = 0.5
		c.add(e)
	}
}

func (c *corpus) train(cfg Config, what string) ([]byte, error) {
	if len(c.all) == 0 {
		return nil, fmt.Errorf("train table of %s: no pairs: %w", what, profiles.ErrInvalid)
	}
	m := newModel(c, cfg)
	m.run(c.all)
	return m.table(c.words).Encode(), nil
}
