package format

import (
	"io"
	"strings"

	"tenon/profiles"
	"tenon/profiles/identity"
)

// The document of JSON Resume, as far as a candidate fills it. Fields that its schema does not name but allows are keywords of
// work and publications, the end of a certificate, and the id.
type resumeOut struct {
	Schema       string           `json:"$schema"`
	ID           string           `json:"id,omitempty"`
	Basics       basicsOut        `json:"basics"`
	Work         []workOut        `json:"work,omitempty"`
	Education    []educationOut   `json:"education,omitempty"`
	Certificates []certificateOut `json:"certificates,omitempty"`
	Publications []publicationOut `json:"publications,omitempty"`
	Skills       []skillOut       `json:"skills,omitempty"`
	Languages    []languageOut    `json:"languages,omitempty"`
	Projects     []projectOut     `json:"projects,omitempty"`
}

type basicsOut struct {
	Name      string       `json:"name,omitempty"`
	Label     string       `json:"label,omitempty"`
	Image     string       `json:"image,omitempty"`
	Email     string       `json:"email,omitempty"`
	Phone     string       `json:"phone,omitempty"`
	URL       string       `json:"url,omitempty"`
	BirthDate string       `json:"birthDate,omitempty"`
	Summary   string       `json:"summary,omitempty"`
	Location  *locationOut `json:"location,omitempty"`
	Profiles  []profileOut `json:"profiles,omitempty"`
}

type locationOut struct {
	Address     string `json:"address,omitempty"`
	City        string `json:"city,omitempty"`
	Region      string `json:"region,omitempty"`
	CountryCode string `json:"countryCode,omitempty"`
}

type profileOut struct {
	URL string `json:"url"`
}

type datesOut struct {
	Start profiles.Month `json:"startDate,omitzero"`
	End   profiles.Month `json:"endDate,omitzero"`
}

type workOut struct {
	Name     string `json:"name,omitempty"`
	Position string `json:"position,omitempty"`
	Location string `json:"location,omitempty"`
	datesOut
	Summary  string   `json:"summary,omitempty"`
	Keywords []string `json:"keywords,omitempty"`
}

type educationOut struct {
	Institution string `json:"institution,omitempty"`
	Area        string `json:"area,omitempty"`
	StudyType   string `json:"studyType,omitempty"`
	datesOut
	Courses []string `json:"courses,omitempty"`
}

type certificateOut struct {
	Name    string         `json:"name"`
	Issuer  string         `json:"issuer,omitempty"`
	Date    profiles.Month `json:"date,omitzero"`
	Expires profiles.Month `json:"expires,omitzero"`
}

type publicationOut struct {
	Name        string         `json:"name,omitempty"`
	ReleaseDate profiles.Month `json:"releaseDate,omitzero"`
	URL         string         `json:"url,omitempty"`
	Summary     string         `json:"summary,omitempty"`
	Keywords    []string       `json:"keywords,omitempty"`
}

type projectOut struct {
	Name        string `json:"name,omitempty"`
	Type        string `json:"type"`
	Description string `json:"description,omitempty"`
	datesOut
	URL      string   `json:"url,omitempty"`
	Keywords []string `json:"keywords,omitempty"`
}

type skillOut struct {
	Name  string `json:"name"`
	Level string `json:"level,omitempty"`
}

type languageOut struct {
	Language string        `json:"language"`
	Fluency  profiles.CEFR `json:"fluency,omitzero"`
}

const resumeSchema = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

// levelNames are the words of JSON Resume for the levels of a skill, by level.
var levelNames = [...]string{"", "Beginner", "Basic", "Intermediate", "Advanced", "Master"}

// WriteJSONResume writes a candidate as a document of JSON Resume on one line; who, when it is not nil, goes into the basics. What
// does not come back with [Decode] is listed in the comment of the package.
func WriteJSONResume(w io.Writer, c *profiles.Candidate, who *identity.Identity) error {
	out := resumeOut{Schema: resumeSchema, ID: c.ID, Basics: basicsOf(c, who)}
	for i := range c.Jobs {
		out.Work = append(out.Work, workOf(&c.Jobs[i]))
	}
	for i := range c.Education {
		out.Education = append(out.Education, educationOf(&c.Education[i]))
	}
	for _, x := range c.Certificates {
		out.Certificates = append(out.Certificates, certificateOut{called(x.Ref), x.Issuer, x.Issued, x.Expires})
	}
	for i := range c.Evidence {
		if e := &c.Evidence[i]; e.Kind == profiles.EvidencePaper && e.Start == e.End && !e.Current {
			out.Publications = append(out.Publications, publicationOut{e.Name, e.Start, e.URL, e.Description, names(e.Skills)})
		} else {
			out.Projects = append(out.Projects, projectOf(e))
		}
	}
	for _, s := range c.Skills {
		out.Skills = append(out.Skills, skillOut{called(s.Ref), levelNames[min(int(s.Level), len(levelNames)-1)]})
	}
	for _, l := range c.Languages {
		out.Languages = append(out.Languages, languageOut{called(l.Ref), l.Level})
	}
	return writeLine(w, out)
}

func basicsOf(c *profiles.Candidate, who *identity.Identity) basicsOut {
	b := basicsOut{Label: c.Headline, Summary: lines(c.Summary, c.Text)}
	l := locationOut{}
	if p := c.Place; p != nil {
		l = locationOut{City: p.City, Region: p.Region, CountryCode: p.Country}
	}
	if who != nil {
		b.Name, b.Image, b.Email, b.Phone, b.BirthDate, l.Address = who.Name, who.Image, who.Email, who.Phone, who.BirthDate, who.Address
		for i, u := range who.URLs {
			if i == 0 {
				b.URL = u
			} else {
				b.Profiles = append(b.Profiles, profileOut{u})
			}
		}
	}
	if l != (locationOut{}) {
		b.Location = &l
	}
	return b
}

// datesOf are the dates of an entry. A start alone is left out: to a reader of JSON Resume it would say that the entry goes on.
func datesOf(start, end profiles.Month, current bool) datesOut {
	if end == 0 && !current {
		start = 0
	}
	return datesOut{start, end}
}

func workOf(j *profiles.Job) workOut {
	return workOut{Name: j.Employer, Position: called(j.Title), Location: placeText(j.Place), datesOut: datesOf(j.Start, j.End, j.Current),
		Summary: j.Description, Keywords: names(j.Skills)}
}

func educationOf(e *profiles.Education) educationOut {
	out := educationOut{Institution: e.Institution, Area: e.Field, StudyType: called(e.Degree), datesOut: datesOut{e.Start, e.End}}
	if out.StudyType == "" {
		out.StudyType = degreeWords[e.Level]
	}
	if e.Description != "" {
		out.Courses = strings.Split(e.Description, "\n")
	}
	return out
}

func projectOf(e *profiles.Evidence) projectOut {
	return projectOut{Name: e.Name, Type: e.Kind.String(), Description: e.Description, datesOut: datesOf(e.Start, e.End, e.Current), URL: e.URL, Keywords: names(e.Skills)}
}
