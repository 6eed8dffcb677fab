package reading_test

import (
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/taxonomy"
)

func (f *findings) role(t *truth, got *profiles.Role, notes []format.Note) {
	want := t.Role
	f.one("role title", key(want.Title.Name), key(got.Title.Name))
	f.one("seniority", want.Seniority.String(), got.Seniority.String())
	f.one("employer", key(want.Employer.Name), key(got.Employer.Name))
	f.one("role place", place(want.Place), place(got.Place))
	f.set("modes", words(want.Modes), words(got.Modes))
	f.one("pay", pay(want.Pay), pay(got.Pay))
	f.set("engagements", words(want.Engagements), words(got.Engagements))
	f.set("requirements", asked(want, necessity), asked(got, necessity))
	f.set("months asked", asked(want, months), asked(got, months))
	f.set("levels asked", asked(want, askedLevel), asked(got, askedLevel))
	f.one("in place of degree", instead(want), instead(got))
	f.set("only from", want.ApplicantCountries, got.ApplicantCountries)
	f.set("remote from", want.RemoteCountries, got.RemoteCountries)
	f.set("values", concepts(taxonomy.Value, want.Values), concepts(taxonomy.Value, got.Values))
	f.set("interviews", words(want.Interviews), words(got.Interviews))
	for _, v := range t.Visa {
		f.one("visa notes", v, keptAs(v, got, notes))
	}
}

func words[E fmt.Stringer](in []E) (out []string) {
	for _, e := range in {
		out = append(out, e.String())
	}
	return out
}

func concepts(k taxonomy.Kind, in []profiles.Ref) (out []string) {
	for _, r := range in {
		if c := concept(k, r); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func pay(p *profiles.Pay) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%.2f–%.2f %s a %s", float64(p.Min)/100, float64(p.Max)/100, p.Currency, p.Period)
}

func instead(r *profiles.Role) string {
	if r.ExperienceInPlaceOfEducation == nil {
		return ""
	}
	return fmt.Sprint(*r.ExperienceInPlaceOfEducation)
}

// keptAs is the visa line where the role keeps it as text.
func keptAs(line string, r *profiles.Role, notes []format.Note) string {
	text := r.Description
	for _, n := range notes {
		text += "\n" + n.Msg
	}
	if strings.Contains(loose(text), loose(line)) {
		return line
	}
	return ""
}

// loose is a text in small letters, with single blanks.
func loose(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// asked lists the requirements in the words of say. The title that a role asks for is its own and does not count.
func asked(r *profiles.Role, say func(*profiles.Requirement) string) (out []string) {
	for i := range r.Requirements {
		q := &r.Requirements[i]
		if s := say(q); s != "" && q.Kind != profiles.ReqTitle {
			out = append(out, q.Kind.String()+" "+subject(q)+s)
		}
	}
	return out
}

func necessity(q *profiles.Requirement) string { return ": " + q.Necessity.String() }

func months(q *profiles.Requirement) string {
	if q.Months == 0 {
		return ""
	}
	return fmt.Sprintf(": %d months", q.Months)
}

// askedLevel is the level of a skill or language; the level of a degree is its subject.
func askedLevel(q *profiles.Requirement) string {
	if q.Asked() == 0 || q.Kind == profiles.ReqDegree {
		return ""
	}
	return fmt.Sprintf(": level %d", q.Asked())
}

var kindsOfConcepts = map[profiles.RequirementKind]taxonomy.Kind{
	profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification, profiles.ReqIndustry: taxonomy.Industry, profiles.ReqLanguage: taxonomy.Language,
}

// subject is what a requirement is about: its concepts in order, the level of a degree, the kinds of evidence.
func subject(q *profiles.Requirement) string {
	switch q.Kind {
	case profiles.ReqExperience:
		return ""
	case profiles.ReqDegree:
		return level(&profiles.Education{Degree: q.Ref, Level: q.ISCED})
	case profiles.ReqEvidence:
		s := words(q.Evidence)
		slices.Sort(s)
		return strings.Join(s, "|")
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
	}
	all := concepts(kindsOfConcepts[q.Kind], append([]profiles.Ref{q.Ref}, q.AnyOf...))
	slices.Sort(all)
	return strings.Join(all, "|")
}
