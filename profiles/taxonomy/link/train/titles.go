package train

import (
	"regexp"
	"strings"

	"tenon/profiles/taxonomy/link"
)

// Titles trains the table of [link.NewTitles].
func Titles(src Source, cfg Config) ([]byte, error) {
	cfg = cfg.orElse(Config{Dim: 80, Epochs: 5, Batch: 512, Scale: 9, Rate: 0.05, Workers: 2})
	c := newCorpus(cfg.Seed, link.TitleWords)
	for _, r := range src.Occupations {
		c.occupation(r)
	}
	for _, r := range src.Jobs {
		c.job(r)
	}
	return c.train(cfg, "titles")
}

// occupation pairs the names of an occupation with its label, with each other, and the description with the label.
func (c *corpus) occupation(r Row) {
	group, right := c.group("occupation "+r.Label), c.text(r.Label)
	names := [][]int32{right}
	for _, alt := range r.Alts {
		names = append(names, c.text(alt))
	}
	for i, left := range names[1:] {
		c.add(example{left: left, right: right, group: group, weight: 2})
		if other := c.rng.IntN(len(names)); other != i+1 {
			c.add(example{left: left, right: names[other], group: group, weight: 2})
		}
	}
	c.add(example{left: c.text(r.Description), right: right, group: group, weight: 2})
}

// job pairs each title of a job twice with another of its titles, or with its main title in three cases of ten.
func (c *corpus) job(r Row) {
	group, right := c.group("job "+r.Label), c.text(r.Label)
	var names [][]int32
	for _, alt := range r.Alts {
		names = append(names, c.text(bracket.ReplaceAllString(alt, " ")))
	}
	for i, left := range names {
		for range 2 {
			to := right
			if other := c.rng.IntN(len(names)); c.rng.Float64() >= 0.3 && other != i {
				to = names[other]
			}
			c.add(example{left: left, right: to, group: group, weight: 1})
		}
	}
	c.add(example{left: c.text(strings.TrimSpace(r.Description)), right: right, group: group, weight: 1})
}

// bracket is an abbreviation or a second name in a title.
var bracket = regexp.MustCompile(`\s*\([^)]*\)`)
