package train

import (
	"math"
	"math/rand/v2"
	"slices"
)

// example says that two texts mean the same. Examples of one group are not told from each other, nor a text from the group
// of any of the labels of the sentence that it comes from.
type example struct {
	left, right []int32 // words
	group       int32
	others      []int32 // groups that the left side also belongs to
	weight      float32
}

// corpus collects examples and numbers words in the order of their first use.
type corpus struct {
	ids    map[string]int32
	words  []string
	count  []int32 // texts that a word is in
	texts  int
	cut    func(string) []string
	groups map[string]int32
	all    []example
	rng    *rand.Rand
}

func newCorpus(seed uint64, cut func(string) []string) *corpus {
	return &corpus{ids: map[string]int32{}, groups: map[string]int32{}, cut: cut, rng: rand.New(rand.NewPCG(seed, 0x7e407))}
}

// text numbers the words of a text.
func (c *corpus) text(s string) []int32 {
	words := c.cut(s)
	out := make([]int32, 0, len(words))
	c.texts++
	for _, w := range words {
		id, ok := c.ids[w]
		if !ok {
			id = int32(len(c.words))
			c.ids[w] = id
			c.words = append(c.words, w)
			c.count = append(c.count, 0)
		}
		if !slices.Contains(out, id) {
			c.count[id]++
		}
		out = append(out, id)
	}
	return out
}

func (c *corpus) group(name string) int32 {
	g, ok := c.groups[name]
	if !ok {
		g = int32(len(c.groups))
		c.groups[name] = g
	}
	return g
}

func (c *corpus) add(e example) {
	if len(e.left) > 0 && len(e.right) > 0 {
		c.all = append(c.all, e)
	}
}

// rarity is the weight that a word begins with: its idf, 1 for words of one text.
func (c *corpus) rarity(id int32) float32 {
	most := math.Log(float64(1+c.texts) / 2)
	idf := math.Log(float64(1+c.texts) / float64(1+c.count[id]))
	return float32(min(1, max(0.02, idf/max(most, 1))))
}
