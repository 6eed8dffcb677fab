package format_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
)

// loss is something that a way out and back changes. Its words stand in the comment of the package, so that nobody is surprised.
type loss[R any] struct {
	words string
	apply func(*R)
}

var tax = taxonomy.Default()

// called is the name of a thing after the way out and back.
func called(r profiles.Ref) profiles.Ref {
	if no, ok := tax.ByID(r.Concept); ok && r.Name == "" {
		r.Name = tax.Concept(no).Label
	} else if r.Name == "" {
		r.Name = r.Concept
	}
	return profiles.Ref{Name: r.Name}
}

func each[T any](list []T, f func(*T)) {
	for i := range list {
		f(&list[i])
	}
}

// resumeLosses is what JSON Resume has no place for, in the order in which it is taken off.
var resumeLosses = []loss[profiles.Candidate]{
	{"visibility, flags and source", func(c *profiles.Candidate) { c.Visibility, c.Flags, c.Source = 0, nil, nil }},
	{"preferences", func(c *profiles.Candidate) { c.Preferences = nil }},
	{"industries, those of jobs too", func(c *profiles.Candidate) {
		c.Industries = nil
		each(c.Jobs, func(j *profiles.Job) { j.Industry = profiles.Ref{} })
	}},
	{"ids of concepts; a thing without a name gets that of its concept", func(c *profiles.Candidate) {
		refs := func(rs []profiles.Ref) { each(rs, func(r *profiles.Ref) { *r = called(*r) }) }
		each(c.Skills, func(s *profiles.Skill) { s.Ref = called(s.Ref) })
		each(c.Certificates, func(x *profiles.Certificate) { x.Ref = called(x.Ref) })
		each(c.Languages, func(l *profiles.Language) { l.Ref = called(l.Ref) })
		each(c.Education, func(e *profiles.Education) { e.Degree = called(e.Degree) })
		each(c.Jobs, func(j *profiles.Job) { j.Title = called(j.Title); refs(j.Skills) })
		each(c.Evidence, func(e *profiles.Evidence) { refs(e.Skills) })
	}},
	{"months and last use of skills", func(c *profiles.Candidate) {
		each(c.Skills, func(s *profiles.Skill) { s.Months, s.LastUsed = 0, 0 })
	}},
	{"levels of education, but the name of the level stands for a degree without one", func(c *profiles.Candidate) {
		word := map[profiles.ISCED]string{4: "high school", 6: "associate degree", 7: "bachelor degree", 8: "master degree", 9: "doctoral degree"}
		each(c.Education, func(e *profiles.Education) {
			if e.Degree.Name == "" {
				e.Degree.Name = word[e.Level]
			}
			e.Level = 0
		})
	}},
	{"blank lines of the description of a course of study", func(c *profiles.Candidate) {
		each(c.Education, func(e *profiles.Education) {
			e.Description = strings.Join(slices.DeleteFunc(strings.Split(e.Description, "\n"), func(s string) bool { return s == "" }), "\n")
		})
	}},
	{"the order of papers, which come before other evidence", func(c *profiles.Candidate) {
		slices.SortStableFunc(c.Evidence, func(a, b profiles.Evidence) int {
			other := map[bool]int{true: 1}
			published := func(e profiles.Evidence) bool {
				return e.Kind == profiles.EvidencePaper && e.Start == e.End && !e.Current
			}
			return other[!published(a)] - other[!published(b)]
		})
	}},
	{"the start of a job or of a work of evidence that neither ended nor goes on, and that one goes on whose start is unknown", func(c *profiles.Candidate) {
		dates := func(start, end *profiles.Month, current *bool) {
			if *end == 0 && !*current {
				*start = 0
			}
			*current = *current && *start != 0
		}
		each(c.Jobs, func(j *profiles.Job) { dates(&j.Start, &j.End, &j.Current) })
		each(c.Evidence, func(e *profiles.Evidence) {
			if e.Kind != profiles.EvidencePaper || e.Start != e.End || e.Current { // those of a published paper are one date
				dates(&e.Start, &e.End, &e.Current)
			}
		})
	}},
	{"projects with the address of a code host come back as repositories", func(c *profiles.Candidate) {
		each(c.Evidence, func(e *profiles.Evidence) {
			if e.Kind == profiles.EvidenceProject && strings.Contains(e.URL, "github.com/") {
				e.Kind = profiles.EvidenceRepository
			}
		})
	}},
	{"the parts of the place of a job, which come back in one text", func(c *profiles.Candidate) {
		each(c.Jobs, func(j *profiles.Job) {
			if p := j.Place; p != nil {
				text := strings.Join(slices.Compact(slices.DeleteFunc([]string{p.City, p.Region, p.Country}, func(s string) bool { return s == "" })), ", ")
				if j.Place = nil; text != "" {
					j.Place = &profiles.Place{City: text}
				}
			}
		})
	}},
	{"numbers of the gazetteer", func(c *profiles.Candidate) {
		if c.Place != nil {
			if c.Place.Geo = 0; *c.Place == (profiles.Place{}) {
				c.Place = nil
			}
		}
	}},
	{"running text, which comes back at the end of the summary", func(c *profiles.Candidate) {
		c.Summary, c.Text = strings.Trim(c.Summary+"\n"+c.Text, "\n"), ""
	}},
	{"positions, which are those in the new file", func(c *profiles.Candidate) {
		each(c.Skills, func(s *profiles.Skill) { s.At = nil })
		each(c.Jobs, func(j *profiles.Job) { j.At = nil })
		each(c.Evidence, func(e *profiles.Evidence) { e.At = nil })
		each(c.Certificates, func(x *profiles.Certificate) { x.At = nil })
		each(c.Education, func(e *profiles.Education) { e.At = nil })
		each(c.Languages, func(l *profiles.Language) { l.At = nil })
	}},
}

// identityLosses is what JSON Resume has no place for of an identity.
var identityLosses = []loss[identity.Identity]{
	{"consent and the id of the identity", func(i *identity.Identity) { i.Consent, i.ID = nil, "" }},
}

// postingLosses is what a JobPosting has no place for.
var postingLosses = []loss[profiles.Role]{
	{"visibility, flags and source", func(r *profiles.Role) { r.Visibility, r.Flags, r.Source = 0, nil, nil }},
	{"interviews", func(r *profiles.Role) { r.Interviews = nil }},
	{"countries from which remote work is allowed", func(r *profiles.Role) { r.RemoteCountries = nil }},
	{"blank lines and the blanks around lines of texts", func(r *profiles.Role) {
		r.Description = squeezed(r.Description)
		if r.Pay != nil {
			r.Pay.Beside = squeezed(r.Pay.Beside)
		}
	}},
	{"pay without an amount, and sizes of employers but S, M and L", func(r *profiles.Role) {
		if r.Pay != nil && r.Pay.Min == 0 && r.Pay.Max == 0 {
			r.Pay = nil
		}
		if !slices.Contains([]string{"S", "M", "L"}, r.Employer.Size) {
			r.Employer.Size = ""
		}
	}},
	{"ids of concepts of the title and the industry; those of skills and values stay where the taxonomy has them", func(r *profiles.Role) {
		r.Title, r.Employer.Industry = called(r.Title), called(r.Employer.Industry)
		each(r.Values, func(v *profiles.Ref) {
			no, ok := tax.ByID(v.Concept)
			*v = called(*v)
			if ok && tax.Concept(no).Kind == taxonomy.Value {
				v.Concept = tax.Concept(no).ID
			}
		})
	}},
	{"values that are stated twice", func(r *profiles.Role) {
		var once []profiles.Ref
		for _, v := range r.Values {
			if !slices.Contains(once, v) {
				once = append(once, v)
			}
		}
		r.Values = once
	}},
	{"a seniority that the words of the title do not say", func(r *profiles.Role) {
		r.Seniority = 0
		if r.Title.Name != "" {
			_, r.Seniority, _ = tax.ParseTitle(r.Title.Name)
		}
	}},
	{"requirements of evidence, industries and languages", func(r *profiles.Role) {
		r.Requirements = slices.DeleteFunc(r.Requirements, func(q profiles.Requirement) bool {
			return q.Kind == profiles.ReqEvidence || q.Kind == profiles.ReqIndustry || q.Kind == profiles.ReqLanguage
		})
	}},
	{"levels, months, choices and gates of requirements, and their necessity: skills and certificates come back as should, the others as must", func(r *profiles.Role) {
		each(r.Requirements, func(q *profiles.Requirement) {
			months := q.Months
			*q = profiles.Requirement{Kind: q.Kind, Ref: q.Ref, ISCED: q.ISCED, Necessity: profiles.Must, At: q.At}
			switch q.Kind {
			case profiles.ReqSkill, profiles.ReqCertification:
				q.Necessity, q.ISCED = profiles.Should, 0
			case profiles.ReqExperience:
				q.Months, q.ISCED = months, 0
			}
		})
	}},
	{"the title as a requirement, which is that of the role; experience is asked for under it", func(r *profiles.Role) {
		r.Requirements = slices.DeleteFunc(r.Requirements, func(q profiles.Requirement) bool { return q.Kind == profiles.ReqTitle })
		each(r.Requirements, func(q *profiles.Requirement) {
			if q.Kind == profiles.ReqExperience {
				q.Ref = r.Title
			}
		})
		if r.Title.Name != "" {
			r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqTitle, Ref: r.Title, Necessity: profiles.Must, Seniority: r.Seniority})
		}
	}},
	{"degrees but the lowest of secondary school, associate, bachelor, master and doctor, by the words of its level", lowestDegree},
	{"skills come back with the concept that their name has, each concept once; a name without one that holds others as these", foundSkills},
	{"certificates with the concept that their name has", func(r *profiles.Role) {
		each(r.Requirements, func(q *profiles.Requirement) {
			if q.Kind == profiles.ReqCertification {
				q.Ref = called(q.Ref)
				if no, ok := tax.Resolve(taxonomy.Certification, q.Name); ok {
					q.Concept = tax.Concept(no).ID
				}
			}
		})
	}},
	{"the order of requirements", func(r *profiles.Role) {
		order := []profiles.RequirementKind{profiles.ReqTitle, profiles.ReqExperience, profiles.ReqDegree, profiles.ReqSkill, profiles.ReqCertification}
		slices.SortStableFunc(r.Requirements, func(a, b profiles.Requirement) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	}},
	{"numbers of the gazetteer", func(r *profiles.Role) {
		if r.Place != nil {
			if r.Place.Geo = 0; *r.Place == (profiles.Place{}) {
				r.Place = nil
			}
		}
	}},
	{"positions, which are those in the new file", func(r *profiles.Role) {
		each(r.Requirements, func(q *profiles.Requirement) { q.At = nil })
	}},
}

func squeezed(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func lowestDegree(r *profiles.Role) {
	words := map[profiles.ISCED]string{4: "high school", 6: "associate degree", 7: "bachelor degree", 8: "master degree", 9: "doctoral degree"}
	var lowest *profiles.Requirement
	rest := r.Requirements[:0:0]
	for _, q := range r.Requirements {
		switch {
		case q.Kind != profiles.ReqDegree:
			rest = append(rest, q)
		case words[q.ISCED] != "" && (lowest == nil || q.ISCED < lowest.ISCED):
			lowest = &q
		}
	}
	if lowest != nil {
		no, _ := tax.Resolve(taxonomy.Degree, words[lowest.ISCED])
		lowest.Ref = profiles.Ref{Name: words[lowest.ISCED], Concept: tax.Concept(no).ID}
		rest = append(rest, *lowest)
	}
	r.Requirements = rest
}

// foundSkills is what becomes of skills, and of the description where no skill is asked for.
func foundSkills(r *profiles.Role) {
	var rest, skills []profiles.Requirement
	add := func(ref profiles.Ref) {
		if !slices.ContainsFunc(skills, func(q profiles.Requirement) bool {
			return ref.Concept != "" && q.Concept == ref.Concept || ref.Concept == "" && q.Name == ref.Name
		}) {
			skills = append(skills, profiles.Requirement{Kind: profiles.ReqSkill, Ref: ref, Necessity: profiles.Should})
		}
	}
	named := func(text string) bool {
		found := tax.Extract(text)
		for _, s := range found {
			add(profiles.Ref{Name: tax.Concept(s.No).Label, Concept: tax.Concept(s.No).ID})
		}
		return len(found) > 0
	}
	for _, q := range r.Requirements {
		if q.Kind != profiles.ReqSkill {
			rest = append(rest, q)
			continue
		}
		name := called(q.Ref).Name
		if no, ok := tax.ByID(q.Concept); ok && tax.Concept(no).Kind == taxonomy.Skill {
			add(profiles.Ref{Name: name, Concept: tax.Concept(no).ID})
		} else if no, ok := tax.Resolve(taxonomy.Skill, name); ok {
			add(profiles.Ref{Name: name, Concept: tax.Concept(no).ID})
		} else if !named(name) {
			add(profiles.Ref{Name: name})
		}
	}
	if len(skills) == 0 {
		named(r.Description)
	}
	r.Requirements = append(rest, skills...)
}

// without takes all losses off a copy of a record, but the one of a number.
func without[R any](t rapid.TB, losses []loss[R], r *R, but int) *R {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	out := new(R)
	if err := json.Unmarshal(b, out); err != nil {
		t.Fatal(err)
	}
	for i, l := range losses {
		if i != but {
			l.apply(out)
		}
	}
	return out
}

// wayBack writes a record and reads what was written.
func wayBack(t rapid.TB, as string, rec, who profiles.Record) format.Draft {
	t.Helper()
	var b bytes.Buffer
	if err := format.Write(&b, as, rec, who); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); n != 1 || !strings.HasSuffix(b.String(), "\n") {
		t.Fatalf("%d lines: %s", n, b.String())
	}
	got, err := decode(t, "x.ndjson", b.String())
	if err != nil || len(got) != 1 || got[0].Error != "" || got[0].Format != as {
		t.Fatalf("%s: %+v, %v", b.String(), got, err)
	}
	return got[0].Draft
}

// compared says how what came back differs from a record with its losses, and marks the losses that were seen.
func compared[R any](t rapid.TB, losses []loss[R], x, got *R, happened []bool) string {
	t.Helper()
	positions := len(losses) - 1 // the last loss takes positions off, of what came back too
	got = without(t, losses[positions:], got, -1)
	if diff := cmp.Diff(without(t, losses, x, -1), got); diff != "" {
		return diff
	}
	for i := range losses {
		happened[i] = happened[i] || !cmp.Equal(without(t, losses, x, i), got)
	}
	return ""
}

// documented fails for a loss that the comment of the package does not name, and for one that no record of the test had.
func documented[R any](t *testing.T, losses []loss[R], happened []bool) {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(string(doc), "//", " ")), " ")
	for i, l := range losses {
		if !strings.Contains(text, l.words) {
			t.Errorf("not in the comment of the package: %s", l.words)
		}
		if happened != nil && !happened[i] {
			t.Errorf("no record lost this, though the comment of the package says so: %s", l.words)
		}
	}
}

func TestCandidatesComeBackFromJSONResumeButForWhatIsDocumented(t *testing.T) {
	happened, same := make([]bool, len(resumeLosses)), make([]bool, len(identityLosses))
	check := func(t rapid.TB, c *profiles.Candidate, who *identity.Identity) {
		got := wayBack(t, format.JSONResume, c, who)
		if diff := compared(t, resumeLosses, c, got.Candidate, happened); diff != "" {
			t.Fatalf("%s: %s", c.ID, diff)
		}
		want := without(t, identityLosses, who, -1)
		if got.Identity == nil {
			got.Identity = &identity.Identity{}
		}
		if diff := cmp.Diff(want, got.Identity); diff != "" {
			t.Fatalf("%s: identity: %s", c.ID, diff)
		}
		same[0] = same[0] || !cmp.Equal(who, got.Identity)
	}
	later := &profiles.Candidate{ID: "paper", Evidence: []profiles.Evidence{{Kind: profiles.EvidenceTalk, Name: "T"}, {Kind: profiles.EvidencePaper, Name: "P"}}}
	for _, c := range append(sampleCandidates(t), later) {
		check(t, c, &identity.Identity{})
	}
	rapid.Check(t, func(t *rapid.T) { check(t, someCandidate(t), someIdentity(t)) })
	documented(t, resumeLosses, happened)
	documented(t, identityLosses, same)
}

func TestRolesComeBackFromJobPostingButForWhatIsDocumented(t *testing.T) {
	happened := make([]bool, len(postingLosses))
	check := func(t rapid.TB, r *profiles.Role) {
		got := wayBack(t, format.JobPosting, r, nil)
		if diff := compared(t, postingLosses, r, got.Role, happened); diff != "" {
			t.Fatalf("%s: %s", r.ID, diff)
		}
	}
	twice := profiles.Ref{Name: "Learning budget"}
	for _, r := range append(sampleRoles(t), &profiles.Role{ID: "twice", Values: []profiles.Ref{twice, twice}}, &profiles.Role{ID: "lines", Description: "a\n\n b"}) {
		check(t, r)
	}
	rapid.Check(t, func(t *rapid.T) { check(t, someRole(t)) })
	documented(t, postingLosses, happened)
}

func TestTenonsOwnFormatLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, who, r := someCandidate(t), someIdentity(t), someRole(t)
		got := wayBack(t, format.Tenon, c, who)
		if diff := cmp.Diff(c, got.Candidate) + cmp.Diff(who, got.Identity) + cmp.Diff(r, wayBack(t, format.Tenon, r, nil).Role); diff != "" {
			t.Fatal(diff)
		}
	})
}
