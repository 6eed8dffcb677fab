package format

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"tenon/profiles"
)

// The JobPosting of schema.org, as far as a role fills it.
type postingOut struct {
	Context       string       `json:"@context"`
	Type          string       `json:"@type"`
	Title         string       `json:"title,omitempty"`
	Description   string       `json:"description,omitempty"`
	Identifier    *thingOut    `json:"identifier,omitempty"`
	Employer      *employerOut `json:"hiringOrganization,omitempty"`
	Industry      string       `json:"industry,omitempty"`
	Location      *siteOut     `json:"jobLocation,omitempty"`
	LocationTypes []string     `json:"jobLocationType,omitempty"`
	Applicants    []thingOut   `json:"applicantLocationRequirements,omitempty"`
	Employment    []string     `json:"employmentType,omitempty"`
	Salary        *salaryOut   `json:"baseSalary,omitempty"`
	Incentives    string       `json:"incentiveCompensation,omitempty"`
	Benefits      []termOut    `json:"jobBenefits,omitempty"`
	Experience    []monthsOut  `json:"experienceRequirements,omitempty"`
	Education     *categoryOut `json:"educationRequirements,omitempty"`
	InPlace       *bool        `json:"experienceInPlaceOfEducation,omitempty"`
	Certificates  []thingOut   `json:"qualifications,omitempty"`
	Skills        []termOut    `json:"skills,omitempty"`
	Posted        string       `json:"datePosted,omitempty"`
	ValidThrough  string       `json:"validThrough,omitempty"`
}

// thingOut is a thing with a name, and a value or a category where its type has one.
type thingOut struct {
	Type     string `json:"@type"`
	Name     string `json:"name,omitempty"`
	Value    string `json:"value,omitempty"`
	Category string `json:"credentialCategory,omitempty"`
}

// termOut is a concept of the taxonomy: by its address where it has one, else by its id.
type termOut struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	Code string `json:"termCode,omitempty"`
	URL  string `json:"url,omitempty"`
}

type employerOut struct {
	Type      string     `json:"@type"`
	Name      string     `json:"name,omitempty"`
	Employees *amountOut `json:"numberOfEmployees,omitempty"`
}

type siteOut struct {
	Type    string     `json:"@type"`
	Address addressOut `json:"address"`
}

type addressOut struct {
	Type     string `json:"@type"`
	Locality string `json:"addressLocality,omitempty"`
	Region   string `json:"addressRegion,omitempty"`
	Country  string `json:"addressCountry,omitempty"`
}

type salaryOut struct {
	Type     string    `json:"@type"`
	Currency string    `json:"currency"`
	Value    amountOut `json:"value"`
}

type amountOut struct {
	Type  string      `json:"@type"`
	Value json.Number `json:"value,omitempty"`
	Min   json.Number `json:"minValue,omitempty"`
	Max   json.Number `json:"maxValue,omitempty"`
	Unit  string      `json:"unitText,omitempty"`
}

type monthsOut struct {
	Type   string `json:"@type"`
	Months int    `json:"monthsOfExperience"`
}

type categoryOut struct {
	Type     string `json:"@type"`
	Category string `json:"credentialCategory"`
}

// degreeWords are the categories of credentials that stand for levels of education.
var degreeWords = map[profiles.ISCED]string{profiles.ISCEDUpperSecondary: "high school", profiles.ISCEDShortCycle: "associate degree",
	profiles.ISCEDBachelor: "bachelor degree", profiles.ISCEDMaster: "master degree", profiles.ISCEDDoctor: "doctoral degree"}

const certificateCategory = "professional certificate"

// WriteJobPosting writes a role as a JobPosting of schema.org on one line. What does not come back with [Decode] is listed in the
// comment of the package.
func WriteJobPosting(w io.Writer, r *profiles.Role) error {
	out := postingOut{Context: "https://schema.org/", Type: "JobPosting", Title: called(r.Title), Description: asHTML(r.Description), Industry: called(r.Employer.Industry),
		InPlace: r.ExperienceInPlaceOfEducation}
	if r.ID != "" {
		out.Identifier = &thingOut{Type: "PropertyValue", Name: r.Employer.Name, Value: r.ID}
	}
	out.Employer = employerOf(&r.Employer)
	if p := r.Place; p != nil {
		out.Location = &siteOut{"Place", addressOut{"PostalAddress", p.City, p.Region, p.Country}}
	}
	for _, m := range r.Modes {
		out.LocationTypes = append(out.LocationTypes, modeWords[m])
	}
	for _, c := range r.ApplicantCountries {
		out.Applicants = append(out.Applicants, thingOut{Type: "Country", Name: c})
	}
	for _, e := range r.Engagements {
		out.Employment = append(out.Employment, engagementNames[e])
	}
	out.pay(r.Pay)
	for _, v := range r.Values {
		out.Benefits = append(out.Benefits, term(v))
	}
	out.requirements(r.Requirements)
	if r.Posted != 0 {
		out.Posted = r.Posted.String() + "-01"
	}
	if r.ValidThrough != 0 {
		out.ValidThrough = lastDay(r.ValidThrough)
	}
	return writeLine(w, out)
}

// The words that other readers of JobPosting expect; those that schema.org has none for are words of this model.
var (
	modeWords       = map[profiles.Mode]string{profiles.Remote: "TELECOMMUTE", profiles.Hybrid: "HYBRID", profiles.OnSite: "ON_SITE"}
	engagementNames = map[profiles.Engagement]string{profiles.Permanent: "FULL_TIME", profiles.Contract: "CONTRACTOR", profiles.Trial: "TRIAL", profiles.Internship: "INTERN"}
	unitNames       = map[profiles.Period]string{profiles.PerYear: "YEAR", profiles.PerMonth: "MONTH", profiles.PerWeek: "WEEK", profiles.PerDay: "DAY", profiles.PerHour: "HOUR"}
	sizeStarts      = map[string]json.Number{"S": "1", "M": "50", "L": "250"}
)

func employerOf(e *profiles.Employer) *employerOut {
	out := &employerOut{Type: "Organization", Name: e.Name}
	if from, ok := sizeStarts[e.Size]; ok {
		out.Employees = &amountOut{Type: "QuantitativeValue", Min: from}
	}
	if out.Name == "" && out.Employees == nil {
		return nil
	}
	return out
}

func (p *postingOut) pay(pay *profiles.Pay) {
	if pay == nil {
		return
	}
	v := amountOut{Type: "QuantitativeValue", Unit: unitNames[pay.Period]}
	switch {
	case pay.Max == 0 && pay.Min == 0:
		return
	case pay.Max == 0:
		v.Value = amountText(pay.Min)
	case pay.Min == 0:
		v.Max = amountText(pay.Max)
	default:
		v.Min, v.Max = amountText(pay.Min), amountText(pay.Max)
	}
	p.Salary = &salaryOut{"MonetaryAmount", pay.Currency, v}
	p.Incentives = asHTML(pay.Beside)
}

func amountText(cents int64) json.Number {
	if cents%100 == 0 {
		return json.Number(fmt.Sprint(cents / 100))
	}
	return json.Number(fmt.Sprintf("%d.%02d", cents/100, cents%100))
}

// requirements writes those that a JobPosting has fields for: skills, certificates, months of experience, a degree.
func (p *postingOut) requirements(rs []profiles.Requirement) {
	degree := profiles.ISCED(0)
	for _, q := range rs {
		switch q.Kind {
		case profiles.ReqSkill:
			p.Skills = append(p.Skills, term(q.Ref))
		case profiles.ReqCertification:
			p.Certificates = append(p.Certificates, thingOut{Type: "EducationalOccupationalCredential", Name: called(q.Ref), Category: certificateCategory})
		case profiles.ReqExperience:
			p.Experience = append(p.Experience, monthsOut{"OccupationalExperienceRequirements", q.Months})
		case profiles.ReqDegree:
			if degreeWords[q.ISCED] != "" && (degree == 0 || q.ISCED < degree) {
				degree = q.ISCED
			}
		case profiles.ReqTitle, profiles.ReqEvidence, profiles.ReqIndustry, profiles.ReqLanguage: // no field of a JobPosting is for these
		}
	}
	if degree != 0 {
		p.Education = &categoryOut{"EducationalOccupationalCredential", degreeWords[degree]}
	}
}

func term(r profiles.Ref) termOut {
	t := termOut{Type: "DefinedTerm", Name: called(r), Code: r.Concept}
	if strings.Contains(r.Concept, "://") {
		t.Code, t.URL = "", r.Concept
	}
	return t
}

// asHTML writes running text as descriptions of job boards have it.
func asHTML(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n")
}

// lastDay is the last day of a month.
func lastDay(m profiles.Month) string {
	return time.Date(m.Year(), time.Month(m.Month1()+1), 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
