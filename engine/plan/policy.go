package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Categories is the number of categories, one for each kind of requirement.
const Categories = 8

// Weights are points of 100 for each category; index 0 is skills. Their sum is 100.
type Weights [Categories]int

// Of is the weight of the category of a kind.
func (w *Weights) Of(k profiles.RequirementKind) int { return w[k-1] }

// CategoryName is the plural under which a category's weight is named.
func CategoryName(k profiles.RequirementKind) string { return categoryNames[k-1] }

var categoryNames = [Categories]string{"skills", "certifications", "title", "experience", "evidence", "industry", "languages", "degree"}

// Policy is a named, versioned set of weights. Multipliers are per cent by skill group, 0 for 100.
type Policy struct {
	Name          string
	Version       int
	Weights       Weights
	GenAI         int
	MLOps         int
	ResponsibleAI int
	Substitution  bool // months of work may stand for a degree, where the role does not refuse it
}

// Presets are the policies that are shipped; the first is the default. Their source is scoring.md, "Forward", which rests on
// the facts of the hiring market of 2025 (degree requirements down, skills carry a wage premium).
func Presets() []Policy {
	return []Policy{
		{Name: "skills-first", Version: 1, Weights: Weights{54, 8, 12, 10, 6, 4, 3, 3}, GenAI: 140, MLOps: 140, ResponsibleAI: 125, Substitution: true},
		{Name: "balanced", Version: 1, Weights: Weights{45, 8, 12, 12, 6, 4, 3, 10}},
		{Name: "degree-first", Version: 1, Weights: Weights{35, 6, 11, 10, 6, 4, 3, 25}},
	}
}

// Preset returns the policy of a name, "" for the default.
func Preset(name string) (Policy, error) {
	ps := Presets()
	if name == "" {
		return ps[0], nil
	}
	names := make([]string, len(ps))
	for i, p := range ps {
		if p.Name == name {
			return p, nil
		}
		names[i] = p.Name
	}
	return Policy{}, fmt.Errorf("%w: policy %q is none of %s", profiles.ErrInvalid, name, strings.Join(names, ", "))
}

// Hash names the content of a policy: its name, version and eight hex digits over everything in it.
func (p Policy) Hash() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v", p))
	return fmt.Sprintf("%s@%d-%s", p.Name, p.Version, hex.EncodeToString(sum[:4]))
}

// Reweigh returns the policy with the named categories at exactly the given weights; the others share the rest in
// proportion to what they had. More than 100 in all, a negative weight and an unknown category are [profiles.ErrInvalid].
func (p Policy) Reweigh(named map[string]int) (Policy, error) {
	if len(named) == 0 {
		return p, nil
	}
	given, fixed := 0, [Categories]bool{}
	keys := make([]string, 0, len(named))
	for k := range named {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		i := category(k)
		switch {
		case i < 0:
			return p, fmt.Errorf("%w: weight of %q: want one of %s", profiles.ErrInvalid, k, strings.Join(categoryNames[:], ", "))
		case fixed[i]:
			return p, fmt.Errorf("%w: weight of %q is given twice", profiles.ErrInvalid, k)
		case named[k] < 0 || named[k] > 100:
			return p, fmt.Errorf("%w: weight %s=%d: want 0 to 100", profiles.ErrInvalid, k, named[k])
		}
		fixed[i], p.Weights[i] = true, named[k]
		given += named[k]
	}
	if given > 100 {
		return p, fmt.Errorf("%w: the weights given add up to %d: want at most 100", profiles.ErrInvalid, given)
	}
	rest := make([]int64, Categories)
	for i, w := range p.Weights {
		if !fixed[i] {
			rest[i] = int64(w)
		}
	}
	for i, w := range Share(int64(100-given), rest) {
		if !fixed[i] {
			p.Weights[i] = int(w)
		}
	}
	if sum(p.Weights[:]) == 0 {
		return p, fmt.Errorf("%w: all weights are 0: want at least one above", profiles.ErrInvalid)
	}
	return p, nil
}

// category finds a category by its plural or by the kind's own word; -1 when there is none.
func category(s string) int {
	for i, n := range categoryNames {
		if s == n || s == profiles.RequirementKind(i+1).String() {
			return i
		}
	}
	return -1
}

// multiplier is the per cent of a skill: the largest of its groups'.
func (p *Policy) multiplier(g taxonomy.Group) int {
	m := 0
	for _, x := range [...]struct {
		group taxonomy.Group
		pct   int
	}{{taxonomy.GenAI, p.GenAI}, {taxonomy.MLOps, p.MLOps}, {taxonomy.ResponsibleAI, p.ResponsibleAI}} {
		if g&x.group != 0 {
			m = max(m, x.pct)
		}
	}
	if m == 0 {
		return 100
	}
	return m
}

// Share divides total in proportion to the parts by largest remainder; ties go to the earlier part. All parts zero: nothing
// is shared.
func Share(total int64, parts []int64) []int64 {
	out := make([]int64, len(parts))
	shareOut(total, parts, out)
	return out
}

// fewParts is how many parts are shared without room on the heap.
const fewParts = 24

// shareOut is Share into what is all 0.
func shareOut(total int64, parts, out []int64) {
	all := sum(parts)
	if all == 0 {
		return
	}
	var rems, ranks [fewParts]int64
	rem, order := append(rems[:0], parts...), append(ranks[:0], parts...)
	left := total
	for i, p := range parts {
		out[i], rem[i], order[i] = total*p/all, total*p%all, int64(i)
		left -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int64) int { return int(rem[b] - rem[a]) })
	for _, i := range order[:left] {
		out[i]++
	}
}

func sum[E int | int64](s []E) E {
	var t E
	for _, v := range s {
		t += v
	}
	return t
}
