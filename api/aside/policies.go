package aside

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tenon/profiles"
)

// PoliciesFile is the name of the file of policies in a data directory.
const PoliciesFile = "policies.json"

// MaxPolicies is how many policies an organisation may have of its own.
const MaxPolicies = 50

// Policy is a policy of an organisation: one of the shipped ones with some categories at weights of its own. The others share the rest.
type Policy struct {
	Org     string         `json:"org,omitempty"`
	Name    string         `json:"name"`
	Base    string         `json:"base"` // of the shipped ones
	Weights map[string]int `json:"weights"`
}

// names are what policies may be called: they stand in addresses and in answers.
var names = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// Policies are the policies of the organisations of a data directory. Safe for concurrent use.
type Policies struct {
	path string

	mu  sync.Mutex // guards all
	all []Policy   // by organisation and name
}

// OpenPolicies reads the policies of a data directory; there may be none. profiles.ErrDamaged.
func OpenPolicies(dir string) (*Policies, error) {
	p := &Policies{path: filepath.Join(dir, PoliciesFile)}
	var err error
	p.all, err = load[Policy](p.path)
	return p, err
}

// List are the policies of an organisation by name.
func (p *Policies) List(org string) []Policy {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := []Policy{}
	for _, x := range p.all {
		if x.Org == org {
			x.Weights = maps.Clone(x.Weights)
			out = append(out, x)
		}
	}
	return out
}

// Find returns a policy. profiles.ErrNotFound.
func (p *Policies) Find(org, name string) (Policy, error) {
	for _, x := range p.List(org) {
		if x.Name == name {
			return x, nil
		}
	}
	return Policy{}, fmt.Errorf("%w: policy", profiles.ErrNotFound)
}

// Put keeps a policy, in place of one of its name. Whether its weights can be is the engine's to say. profiles.FieldErrors.
func (p *Policies) Put(x Policy) error {
	if !names.MatchString(x.Name) {
		return profiles.FieldErrors{{Path: "name", Msg: "want 1 to 40 of a–z, 0–9 and -, beginning with a letter or digit"}}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	all := slices.Clone(p.all)
	x.Weights = maps.Clone(x.Weights)
	i, there := slices.BinarySearchFunc(all, x, order)
	switch {
	case there:
		all[i] = x
	case p.of(x.Org) >= MaxPolicies:
		return fmt.Errorf("%w: there are %d policies already: delete one", profiles.ErrInvalid, MaxPolicies)
	default:
		all = slices.Insert(all, i, x)
	}
	return p.replace(all)
}

// Delete forgets a policy. profiles.ErrNotFound.
func (p *Policies) Delete(org, name string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	i, there := slices.BinarySearchFunc(p.all, Policy{Org: org, Name: name}, order)
	if !there {
		return fmt.Errorf("%w: policy", profiles.ErrNotFound)
	}
	return p.replace(slices.Delete(slices.Clone(p.all), i, i+1))
}

func (p *Policies) of(org string) (n int) {
	for _, x := range p.all {
		if x.Org == org {
			n++
		}
	}
	return n
}

func (p *Policies) replace(all []Policy) error {
	if err := save(p.path, all); err != nil {
		return fmt.Errorf("policies: %w", profiles.Storage(err))
	}
	p.all = all
	return nil
}

func order(a, b Policy) int {
	if c := strings.Compare(a.Org, b.Org); c != 0 {
		return c
	}
	return strings.Compare(a.Name, b.Name)
}
