package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// addedNecessity is that of what a role asks for besides.
const addedNecessity = profiles.Should

// changed is a side of a request under a change, with what changes in words.
type changed struct {
	side    side
	learned []facts.Skill // of the candidate, by concept
	words   []string
}

// changes applies a change to the record of one side.
func (e *Engine) changes(s side, c *Change, asOf profiles.Month) (*changed, error) {
	out := &changed{side: s}
	if s.candidate != nil {
		if len(c.Drop) > 0 || len(c.Soften) > 0 {
			return nil, fmt.Errorf("%w: drop and soften change what a role asks for: name a role", profiles.ErrInvalid)
		}
		return out, e.learn(out, c, asOf)
	}
	r := *s.role
	r.Requirements = slices.Clone(r.Requirements)
	out.side.role = &r
	for _, sel := range c.Drop {
		if err := e.drop(out, sel); err != nil {
			return nil, err
		}
	}
	for _, sel := range c.Soften {
		if err := e.soften(out, sel); err != nil {
			return nil, err
		}
	}
	if err := e.ask(out, c); err != nil {
		return nil, err
	}
	if len(r.Requirements) == 0 {
		return nil, fmt.Errorf("%w: without %s the role asks for nothing: nobody can be ranked", profiles.ErrInvalid, strings.Join(c.Drop, ", "))
	}
	return out, nil
}

// selected are the indices of a role's requirements that a selector names: a kind, or a kind and a name.
func (e *Engine) selected(r *profiles.Role, sel string) ([]int, error) {
	word, named, has := strings.Cut(sel, ":")
	var kind profiles.RequirementKind
	if err := kind.UnmarshalText([]byte(word)); err != nil || kind == 0 {
		return nil, fmt.Errorf("%w: requirement %q: want KIND or KIND:NAME, as degree or skill:Python", profiles.ErrInvalid, sel)
	}
	named = strings.Trim(named, `" `)
	no, resolved := e.Deriver.Taxonomy.Resolve(conceptKind(kind), named)
	var out []int
	var there []string
	for i := range r.Requirements {
		q := &r.Requirements[i]
		if q.Kind != kind {
			continue
		}
		match := !has
		for _, ref := range append([]profiles.Ref{q.Ref}, q.AnyOf...) {
			n, ok := e.Deriver.Taxonomy.Ref(conceptKind(kind), ref)
			match = match || strings.EqualFold(name(ref), named) || resolved && ok && n == no
		}
		if match {
			out = append(out, i)
		}
		there = append(there, "“"+name(q.Ref)+"”")
	}
	switch {
	case len(out) > 0:
		return out, nil
	case len(there) == 0:
		return nil, fmt.Errorf("%w: requirement %q: the role asks for no %s", profiles.ErrInvalid, sel, kind)
	}
	return nil, fmt.Errorf("%w: requirement %q: of %s the role asks for %s", profiles.ErrInvalid, sel, kind, strings.Join(there, ", "))
}

func (e *Engine) drop(out *changed, sel string) error {
	r := out.side.role
	at, err := e.selected(r, sel)
	if err != nil {
		return err
	}
	for _, i := range slices.Backward(at) {
		out.words = append(out.words, e.words.Say("dropped: {0}", e.inWords(&r.Requirements[i])))
		r.Requirements = slices.Delete(r.Requirements, i, i+1)
	}
	return nil
}

func (e *Engine) soften(out *changed, sel string) error {
	r := out.side.role
	at, err := e.selected(r, sel)
	if err != nil {
		return err
	}
	some := false
	for _, i := range at {
		q := &r.Requirements[i]
		if q.Necessity == profiles.Nice && !q.Gate {
			continue
		}
		was := q.Necessity
		q.Necessity, q.Gate, some = max(profiles.Nice, q.Necessity-1), false, true
		out.words = append(out.words, e.words.Say("softened: {0}, from {1} to {2}", e.inWords(q), was, q.Necessity))
	}
	if !some {
		return fmt.Errorf("%w: requirement %q is only nice to have: it can be dropped, not softened", profiles.ErrInvalid, sel)
	}
	return nil
}

// inWords writes a requirement of a record.
func (e *Engine) inWords(q *profiles.Requirement) string {
	s := name(q.Ref)
	if q.Kind == profiles.ReqDegree && q.ISCED != 0 {
		s = e.words.Say(q.ISCED.String())
	}
	if q.Kind == profiles.ReqExperience {
		s = strings.TrimSpace(e.words.Say("{0} months {1}", q.Months, s))
	}
	return strings.TrimSpace(e.words.Say(q.Kind.String()) + " " + s)
}

// ask adds what a role asks for besides.
func (e *Engine) ask(out *changed, c *Change) error {
	r := out.side.role
	for _, s := range c.AddSkills {
		no, level, err := e.skillAt(s)
		if err != nil {
			return err
		}
		x := e.Deriver.Taxonomy.Concept(no)
		r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: x.Label, Concept: x.ID}, Necessity: addedNecessity, Level: level})
		out.words = append(out.words, e.words.Say("asked besides: skill {0} at level {1}, {2}", x.Label, level, addedNecessity))
	}
	for _, s := range c.AddCertificates {
		no, err := e.known(taxonomy.Certification, s)
		if err != nil {
			return err
		}
		x := e.Deriver.Taxonomy.Concept(no)
		r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: x.Label, Concept: x.ID}, Necessity: addedNecessity})
		out.words = append(out.words, e.words.Say("asked besides: certificate {0}, {1}", x.Label, addedNecessity))
	}
	return nil
}

// learn adds what a candidate has besides.
func (e *Engine) learn(out *changed, c *Change, asOf profiles.Month) error {
	for _, s := range c.AddCertificates {
		no, err := e.known(taxonomy.Certification, s)
		if err != nil {
			return err
		}
		x := e.Deriver.Taxonomy.Concept(no)
		out.side.candidate = withCertificate(out.side.candidate, x, asOf)
		out.words = append(out.words, e.words.Say("added: certificate {0}", x.Label))
	}
	for _, s := range c.AddSkills {
		no, level, err := e.skillAt(s)
		if err != nil {
			return err
		}
		out.learned = append(out.learned, facts.Skill{No: no, Strength: e.Deriver.Taxonomy.Strength().Targets[level]})
		out.words = append(out.words, e.words.Say("added: skill {0} at level {1}", e.Deriver.Taxonomy.Concept(no).Label, level))
	}
	return nil
}

// skillAt reads "Kubernetes" or "Kubernetes:4".
func (e *Engine) skillAt(s string) (taxonomy.No, uint8, error) {
	level := DefaultLearned
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		n, err := strconv.Atoi(s[i+1:])
		if err != nil || n < 1 || n > 5 {
			return 0, 0, fmt.Errorf("%w: skill %q: want NAME or NAME:LEVEL with a level of 1 to 5", profiles.ErrInvalid, s)
		}
		s, level = s[:i], uint8(n)
	}
	no, err := e.known(taxonomy.Skill, s)
	return no, level, err
}

// suggested is how many near names a message about an unknown one lists.
const suggested = 3

// known resolves a name; the error of one that the taxonomy does not have names the nearest.
func (e *Engine) known(k taxonomy.Kind, s string) (taxonomy.No, error) {
	if no, ok := e.Deriver.Taxonomy.Ref(k, profiles.Ref{Name: s, Concept: s}); ok {
		return no, nil
	}
	msg := fmt.Sprintf("no %s is called %q", kindWord(k), s)
	if near := e.near(k, s); len(near) > 0 {
		msg += ": do you mean " + strings.Join(near, ", ") + "?"
	}
	return 0, fmt.Errorf("%w: %s", profiles.ErrInvalid, msg)
}

// near are the names nearest to what somebody wrote, of the whole or of its first words.
func (e *Engine) near(k taxonomy.Kind, s string) (out []string) {
	for words := strings.Fields(s); len(words) > 0 && len(out) == 0; words = words[:len(words)-1] {
		for _, n := range e.Deriver.Taxonomy.Suggest(k, strings.Join(words, " "), suggested) {
			out = append(out, e.Deriver.Taxonomy.Concept(n).Label)
		}
	}
	return out
}

func kindWord(k taxonomy.Kind) string {
	if k == taxonomy.Certification {
		return "certificate"
	}
	return k.String()
}
