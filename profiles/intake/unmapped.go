package intake

import (
	"fmt"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/taxonomy"
)

// name is a name of a kind, as a key of what the taxonomy was asked before.
type name struct {
	kind taxonomy.Kind
	ref  profiles.Ref
}

// maxKnown bounds the answers of the taxonomy that are kept.
const maxKnown = 1 << 17

// maps says whether the taxonomy has a concept for a reference.
func (r *reader) maps(k taxonomy.Kind, ref profiles.Ref) bool {
	key := name{k, ref}
	ok, asked := r.known[key]
	if asked {
		return ok
	}
	if k == taxonomy.Title {
		_, _, ok = r.in.tax.ParseTitle(ref.Name)
	}
	if !ok {
		_, ok = r.in.tax.Ref(k, ref)
	}
	if len(r.known) < maxKnown {
		key.ref = profiles.Ref{Name: strings.Clone(ref.Name), Concept: strings.Clone(ref.Concept)} // not the record that they stand in
		r.known[key] = ok
	}
	return ok
}

// notes reports what was noted in decoding and normalising, and the names that no concept stands for.
func (r *reader) notes(line Line, d format.Draft, rec profiles.Record) {
	for _, n := range d.Notes {
		line.Path, line.Reason = n.Path, n.Msg
		r.report.note(line)
	}
	say := func(k taxonomy.Kind, ref profiles.Ref, at *profiles.Position, path string, i int) {
		if ref == (profiles.Ref{}) || r.maps(k, ref) {
			return
		}
		if line.Path = fmt.Sprintf(path, i); at != nil && at.Path != "" {
			line.Path = at.Path
		}
		line.Reason = "no concept for “" + short(ref) + "”"
		r.report.note(line)
	}
	switch rec := rec.(type) {
	case *profiles.Candidate:
		unmappedOfCandidate(rec, say)
	case *profiles.Role:
		for i, q := range rec.Requirements {
			if k := conceptKind[q.Kind]; k != 0 && (q.Kind != profiles.ReqDegree || q.ISCED == 0) {
				say(k, q.Ref, q.At, "requirements[%d]", i)
			}
		}
	}
}

var conceptKind = map[profiles.RequirementKind]taxonomy.Kind{
	profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification, profiles.ReqTitle: taxonomy.Title,
	profiles.ReqIndustry: taxonomy.Industry, profiles.ReqLanguage: taxonomy.Language, profiles.ReqDegree: taxonomy.Degree,
}

func unmappedOfCandidate(c *profiles.Candidate, say func(k taxonomy.Kind, ref profiles.Ref, at *profiles.Position, path string, i int)) {
	for i, s := range c.Skills {
		say(taxonomy.Skill, s.Ref, s.At, "skills[%d]", i)
	}
	for i, j := range c.Jobs {
		say(taxonomy.Title, j.Title, j.At, "jobs[%d].title", i)
	}
	for i, x := range c.Certificates {
		say(taxonomy.Certification, x.Ref, x.At, "certificates[%d]", i)
	}
	for i, e := range c.Education {
		if e.Level == 0 {
			say(taxonomy.Degree, e.Degree, e.At, "education[%d].degree", i)
		}
	}
	for i, l := range c.Languages {
		say(taxonomy.Language, l.Ref, l.At, "languages[%d]", i)
	}
	for i, x := range c.Industries {
		say(taxonomy.Industry, x, nil, "industries[%d]", i)
	}
}

func short(ref profiles.Ref) string {
	s := ref.Name
	if s == "" {
		s = ref.Concept
	}
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
