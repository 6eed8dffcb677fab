package taxonomy

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	edlib "github.com/hbollon/go-edlib"
)

// Suggest returns up to n concepts of a kind whose name begins with what somebody has typed, and then those whose name is a
// typing error or two away. Names of the overlay come before those of the open part, of which only labels are looked at, and
// short names before long ones.
func (t *Taxonomy) Suggest(k Kind, typed string, n int) []No {
	q := Key(typed)
	if q == "" || n <= 0 || k == 0 || int(k) > kinds {
		return nil
	}
	all := t.suggestions()[k]
	from, _ := slices.BinarySearchFunc(all, q, func(s suggestion, q string) int { return cmp.Compare(s.key, q) })
	to := from
	for to < len(all) && strings.HasPrefix(all[to].key, q) {
		to++
	}
	found := slices.Clone(all[from:to])
	slices.SortFunc(found, func(a, b suggestion) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.key), len(b.key)), cmp.Compare(a.key, b.key))
	})
	out := distinct(nil, found, n)
	if len(out) < n {
		out = distinct(out, typos(all, q), n)
	}
	return out
}

// suggestion is a name that may be completed.
type suggestion struct {
	key     string
	letters uint64 // of key: see lettersOf
	no      No
	rank    uint8 // 0 a label of the overlay, 1 an alias of it, 2 a label of the open part; of a typo its distance
}

// lettersOf is the set of bytes of a key, a bit each. One typing error changes at most two bits of it, so that most names are told
// to be too far away without comparing them letter by letter.
func lettersOf(key string) (set uint64) {
	for i := range len(key) {
		set |= 1 << (key[i] & 63)
	}
	return set
}

func newSuggestion(name string, no No, rank uint8) suggestion {
	k := Key(name)
	return suggestion{key: k, letters: lettersOf(k), no: no, rank: rank}
}

// distinct adds the concepts of suggestions to out until there are n.
func distinct(out []No, of []suggestion, n int) []No {
	for _, s := range of {
		if len(out) == n {
			break
		}
		if !slices.Contains(out, s.no) {
			out = append(out, s.no)
		}
	}
	return out
}

// maxTyped bounds what is compared letter by letter.
const maxTyped = 40

// typos are the names of which one letter of five or less, or two of more, differ from q, the nearest first.
func typos(all []suggestion, q string) []suggestion {
	if len(q) < 3 || len(q) > maxTyped {
		return nil
	}
	most := 1
	if len(q) > 5 {
		most = 2
	}
	var out []suggestion
	letters := lettersOf(q)
	for i := range all {
		s := &all[i]
		if len(s.key) < len(q)-most || len(s.key) > len(q)+most || bits.OnesCount64(s.letters^letters) > 2*most {
			continue
		}
		if d := edlib.OSADamerauLevenshteinDistance(s.key, q); d <= most {
			out = append(out, suggestion{key: s.key, no: s.no, rank: uint8(4*d) + s.rank})
		}
	}
	slices.SortStableFunc(out, func(a, b suggestion) int { return cmp.Compare(a.rank, b.rank) })
	return out
}

// makeSuggestions lists the names of every kind by key.
func (t *Taxonomy) makeSuggestions() (out [kinds + 1][]suggestion) {
	for i := range t.concepts {
		c := &t.concepts[i]
		rank := uint8(0)
		if c.Open {
			rank = 2
		}
		out[c.Kind] = append(out[c.Kind], newSuggestion(c.Label, c.No, rank))
		for _, a := range c.Aliases {
			out[c.Kind] = append(out[c.Kind], newSuggestion(a, c.No, 1))
		}
	}
	for k := range out {
		slices.SortFunc(out[k], func(a, b suggestion) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.rank, b.rank), cmp.Compare(a.no, b.no))
		})
	}
	return out
}
