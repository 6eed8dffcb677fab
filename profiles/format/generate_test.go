package format_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
	"tenon/testdata/sample"
)

// sampleCandidates and sampleRoles are the shipped samples.
func sampleCandidates(t *testing.T) (out []*profiles.Candidate) {
	readSamples(t, func(d format.Draft) {
		if d.Candidate != nil {
			out = append(out, d.Candidate)
		}
	})
	return out
}

func sampleRoles(t *testing.T) (out []*profiles.Role) {
	readSamples(t, func(d format.Draft) {
		if d.Role != nil {
			out = append(out, d.Role)
		}
	})
	return out
}

func readSamples(t *testing.T, yield func(format.Draft)) {
	t.Helper()
	count := 0
	for _, name := range []string{"candidates.json", "roles.json", "roles-reference.json", "resume-sample.json", "jobpostings.json"} {
		f, err := sample.FS.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		err = format.Decode(name, f, format.Options{Now: now}, func(d format.Draft, err error) bool {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			count++
			yield(d)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count < 100 {
		t.Fatalf("only %d samples", count)
	}
}

// word is a name: one that the taxonomy may know, or one that it does not.
func word(t *rapid.T) string {
	return rapid.SampledFrom([]string{"Python", "Kubernetes", "machine learning", "Go", "Qwertz", "Zyx & Söhne", "<3 data", "AWS Certified Developer", "Fluxion Kubernetes Python helper", "Data Engineer",
		"Senior ML Engineer", "a \"quoted\" name"}).Draw(t, "word")
}

func optional(t *rapid.T, s string) string {
	if rapid.Bool().Draw(t, "stated") {
		return s
	}
	return ""
}

// text is running text with the signs that formats stumble over.
func text(t *rapid.T) string {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"Built models & served them", "a < b > c", "Kubernetes, Python", "", "\"quoted\" 'text'", "Umlaute: äöü 😀", "- a list"}), 0, 4).Draw(t, "lines")
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func ref(t *rapid.T, k taxonomy.Kind) profiles.Ref {
	all := tax.Of(k)
	concept := tax.Concept(all[rapid.IntRange(0, len(all)-1).Draw(t, "concept")])
	switch rapid.IntRange(0, 3).Draw(t, "named by") {
	case 0:
		return profiles.Ref{Concept: concept.ID}
	case 1:
		return profiles.Ref{Name: concept.Label, Concept: concept.ID}
	case 2:
		return profiles.Ref{Name: word(t), Concept: rapid.SampledFrom([]string{"", "skill/none-such", "https://example.org/none"}).Draw(t, "unknown")}
	}
	return profiles.Ref{Name: concept.Label}
}

func refs(t *rapid.T, k taxonomy.Kind) []profiles.Ref {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) profiles.Ref { return ref(t, k) }), 0, 3).Draw(t, "refs")
}

func month(t *rapid.T) profiles.Month {
	return profiles.Month(rapid.SampledFrom([]int{0, int(now), int(now) - 1, int(now) - 100, int(now) - 10}).Draw(t, "month"))
}

// interval is one that a record may have: open, closed, lasting, or known in part.
func interval(t *rapid.T) (start, end profiles.Month, current bool) {
	start, end = month(t), month(t)
	if start != 0 && end != 0 && end < start {
		start, end = end, start
	}
	return start, end, end == 0 && rapid.Bool().Draw(t, "current")
}

func somePlace(t *rapid.T) *profiles.Place {
	if rapid.Bool().Draw(t, "no place") {
		return nil
	}
	return &profiles.Place{City: optional(t, "Köln"), Region: optional(t, "NRW"), Country: optional(t, "DE"), Geo: rapid.Uint32Range(0, 3).Draw(t, "geo")}
}

func position(t *rapid.T) *profiles.Position {
	if rapid.Bool().Draw(t, "at") {
		return &profiles.Position{Path: "somewhere", Start: 1, End: 2}
	}
	return nil
}

func list[T any](t *rapid.T, name string, one func(*rapid.T) T) []T {
	l := rapid.SliceOfN(rapid.Custom(one), 0, 3).Draw(t, name)
	if len(l) == 0 {
		return nil
	}
	return l
}

func upTo[E ~uint8](t *rapid.T, least, most E) E {
	return E(rapid.Uint8Range(uint8(least), uint8(most)).Draw(t, "enum"))
}

func someCandidate(t *rapid.T) *profiles.Candidate {
	c := &profiles.Candidate{ID: optional(t, "c-1"), Headline: optional(t, word(t)), Summary: text(t), Text: text(t), Place: somePlace(t),
		Visibility: upTo(t, profiles.VisibleOrganisation, profiles.VisiblePublic), Industries: nilIfEmpty(refs(t, taxonomy.Industry)),
		Flags: list(t, "flags", func(t *rapid.T) profiles.Flag {
			return upTo(t, profiles.FlagPastedAdvert, profiles.FlagYearsBeyondJobs)
		})}
	if rapid.Bool().Draw(t, "rest") {
		c.Source = &profiles.Source{File: "x", Index: 3, Format: "csv"}
		c.Preferences = &profiles.Preferences{Seniority: &profiles.SeniorityWish{Min: profiles.Senior}}
	}
	c.Skills = list(t, "skills", func(t *rapid.T) profiles.Skill {
		return profiles.Skill{Ref: ref(t, taxonomy.Skill), Level: upTo[uint8](t, 0, 5), Months: rapid.IntRange(0, 600).Draw(t, "months"), LastUsed: month(t), At: position(t)}
	})
	c.Jobs = list(t, "jobs", func(t *rapid.T) profiles.Job {
		j := profiles.Job{Title: ref(t, taxonomy.Title), Employer: optional(t, word(t)), Industry: ref(t, taxonomy.Industry), Description: text(t), Skills: nilIfEmpty(refs(t, taxonomy.Skill)), Place: somePlace(t), At: position(t)}
		j.Start, j.End, j.Current = interval(t)
		return j
	})
	c.Evidence = list(t, "evidence", func(t *rapid.T) profiles.Evidence {
		e := profiles.Evidence{Kind: upTo(t, profiles.EvidenceProject, profiles.EvidenceCommunity), Name: optional(t, word(t)), Description: text(t), Skills: nilIfEmpty(refs(t, taxonomy.Skill)),
			URL: rapid.SampledFrom([]string{"", "https://github.com/a/b", "https://example.org/x"}).Draw(t, "url"), At: position(t)}
		if e.Start, e.End, e.Current = interval(t); rapid.Bool().Draw(t, "one date") {
			e.End, e.Current = e.Start, false
		}
		return e
	})
	c.Certificates = list(t, "certificates", func(t *rapid.T) profiles.Certificate {
		return profiles.Certificate{Ref: ref(t, taxonomy.Certification), Issuer: optional(t, "Issuer & Co"), Issued: month(t), Expires: month(t), At: position(t)}
	})
	c.Education = list(t, "education", func(t *rapid.T) profiles.Education {
		e := profiles.Education{Level: upTo[profiles.ISCED](t, 0, 9), Field: optional(t, word(t)), Institution: optional(t, "University of X"), Start: month(t), End: month(t), Description: text(t), At: position(t)}
		if rapid.Bool().Draw(t, "degree") {
			e.Degree = ref(t, taxonomy.Degree)
		}
		return e
	})
	c.Languages = list(t, "languages", func(t *rapid.T) profiles.Language {
		return profiles.Language{Ref: ref(t, taxonomy.Language), Level: upTo[profiles.CEFR](t, 0, profiles.C2), At: position(t)}
	})
	return c
}

func nilIfEmpty[T any](l []T) []T {
	if len(l) == 0 {
		return nil
	}
	return l
}

func someIdentity(t *rapid.T) *identity.Identity {
	i := &identity.Identity{ID: optional(t, "c-1"), Name: "Anna \"A\" Muster", Email: optional(t, "anna@example.org"), Phone: optional(t, "+49 1"), Address: optional(t, "Hauptstraße 1\n12345 Ort"),
		Image: optional(t, "https://example.org/a.png"), BirthDate: optional(t, "1990-01-02"), URLs: list(t, "urls", func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"https://example.org/a", "https://example.org/b"}).Draw(t, "url")
		})}
	if rapid.Bool().Draw(t, "consent") {
		i.Consent = &identity.Consent{Purpose: "matching"}
	}
	return i
}

func someRole(t *rapid.T) *profiles.Role {
	r := &profiles.Role{ID: optional(t, "r-1"), Seniority: upTo[profiles.Seniority](t, 0, profiles.Director), Description: text(t), Place: somePlace(t),
		Employer: profiles.Employer{Name: optional(t, word(t)), Industry: ref(t, taxonomy.Industry), Size: rapid.SampledFrom([]string{"", "S", "M", "L", "about 40"}).Draw(t, "size")},
		Posted:   month(t), ValidThrough: month(t), Visibility: upTo(t, profiles.VisibleOrganisation, profiles.VisiblePublic),
		Modes:       distinct(list(t, "modes", func(t *rapid.T) profiles.Mode { return upTo(t, profiles.Remote, profiles.OnSite) })),
		Engagements: distinct(list(t, "engagements", func(t *rapid.T) profiles.Engagement { return upTo(t, profiles.Permanent, profiles.Internship) })),
		Interviews: list(t, "interviews", func(t *rapid.T) profiles.Interview {
			return upTo(t, profiles.InterviewRemote, profiles.InterviewPortfolio)
		}),
		Values: nilIfEmpty(refs(t, taxonomy.Value)), RemoteCountries: list(t, "remote", func(t *rapid.T) string { return rapid.SampledFrom([]string{"DE", "AT"}).Draw(t, "country") }),
		ApplicantCountries: distinct(list(t, "countries", func(t *rapid.T) string { return rapid.SampledFrom([]string{"DE", "AT", "US"}).Draw(t, "country") }))}
	if rapid.Bool().Draw(t, "rest") {
		r.Title = ref(t, taxonomy.Title)
		r.Source = &profiles.Source{File: "x"}
		yes := rapid.Bool().Draw(t, "in place")
		r.ExperienceInPlaceOfEducation = &yes
		r.Pay = &profiles.Pay{Min: rapid.SampledFrom([]int64{0, 5, 60_000_00, 61_234_56}).Draw(t, "min"), Max: rapid.SampledFrom([]int64{0, 70_000_01, 80_000_00}).Draw(t, "max"), Currency: "EUR",
			Period: upTo(t, profiles.PerYear, profiles.PerHour), Beside: text(t)}
	}
	r.Requirements = list(t, "requirements", someRequirement)
	return r
}

func distinct[T comparable](in []T) (out []T) {
	seen := map[T]bool{}
	for _, v := range in {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

func someRequirement(t *rapid.T) profiles.Requirement {
	kinds := map[profiles.RequirementKind]taxonomy.Kind{profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification, profiles.ReqTitle: taxonomy.Title,
		profiles.ReqExperience: taxonomy.Title, profiles.ReqIndustry: taxonomy.Industry, profiles.ReqLanguage: taxonomy.Language, profiles.ReqDegree: taxonomy.Degree}
	q := profiles.Requirement{Kind: upTo(t, profiles.ReqSkill, profiles.ReqDegree), Necessity: upTo(t, profiles.Nice, profiles.Must), Level: upTo[uint8](t, 0, 5),
		Months: rapid.IntRange(1, 600).Draw(t, "months"), Gate: rapid.Bool().Draw(t, "gate"), At: position(t), Seniority: upTo[profiles.Seniority](t, 0, profiles.Director)}
	if k := kinds[q.Kind]; k != 0 {
		q.Ref = ref(t, k)
	}
	if q.Kind == profiles.ReqSkill {
		q.AnyOf = nilIfEmpty(refs(t, taxonomy.Skill))
	}
	if q.Kind == profiles.ReqDegree {
		q.ISCED = upTo[profiles.ISCED](t, 1, 9)
	}
	return q
}

func someIdentityFixed() *identity.Identity {
	return &identity.Identity{ID: "c-1", Name: "CANARY1", Email: "CANARY2@example.org", Phone: "CANARY3", Address: "CANARY4", URLs: []string{"https://CANARY5"}, Image: "CANARY6", BirthDate: "CANARY7"}
}
