package format_test

import (
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
)

// Each row: fields of a JobPosting as schema.org's or Google's documentation, or job boards, have them, and what becomes of them.
func TestPostingsInEveryShapeThatSchemaOrgAllows(t *testing.T) {
	const esco = "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d" // Python
	for _, c := range []struct{ fields, path, want string }{
		// Titles.
		{`"title":"Data Engineer"`, "title.name", `"Data Engineer"`},
		{`"name":"Data Engineer"`, "title.name", `"Data Engineer"`},
		{`"title":["Data Engineer","Engineer of data"]`, "title.name", `"Data Engineer"`},
		{`"title":{"@value":"Data Engineer","@language":"en"}`, "title.name", `"Data Engineer"`},
		{`"title":[{"@value":"Data Engineer"}]`, "title.name", `"Data Engineer"`},
		{`"schema:title":"Data Engineer"`, "title.name", `"Data Engineer"`},
		{`"http://schema.org/title":"Data Engineer"`, "title.name", `"Data Engineer"`},
		{`"https://schema.org/title":[{"@value":"Data Engineer"}]`, "title.name", `"Data Engineer"`},
		{`"@context":{"s":"https://schema.org/"},"s:title":"Data Engineer"`, "title.name", `"Data Engineer"`},
		{`"@context":{"stelle":"schema:title"},"stelle":"Data Engineer"`, "title.name", `"Data Engineer"`},
		{`"title":"A","schema:title":"B"`, "title.name", `"A"`},
		{`"relevantOccupation":{"@type":"Occupation","name":"Software Developers"}`, "title.name", `"Software Developers"`},
		{`"occupationalCategory":"15-1252.00 Software Developers"`, "title.name", `"Software Developers"`},
		{`"occupationalCategory":["15-1252.00","Software Developers"]`, "title.name", `"Software Developers"`},
		{`"title":"Chief wrangler of bits","occupationalCategory":"15-1252.00"`, "title.concept", `"title/software-engineer"`},
		{`"title":"Qwertz","relevantOccupation":{"occupationalCategory":{"@type":"CategoryCode","codeValue":"15-2051.00","name":"Data Scientists"}}`, "title.concept", `"title/data-scientist"`},
		{`"title":"Data Engineer","occupationalCategory":"15-1252.00"`, "title.concept", `null`},
		{`"title":"Senior Data Engineer"`, "seniority", `"senior"`},
		// Employers.
		{`"hiringOrganization":"Example AG"`, "employer.name", `"Example AG"`},
		{`"hiringOrganization":{"@type":"Organization","name":"Example AG"}`, "employer.name", `"Example AG"`},
		{`"hiringOrganization":[{"name":"Example AG"},{"name":"Other"}]`, "employer.name", `"Example AG"`},
		{`"hiringOrganization":{"legalName":"Example AG"}`, "employer.name", `"Example AG"`},
		{`"hiringOrganization":{"name":"X","numberOfEmployees":{"@type":"QuantitativeValue","value":120}}`, "employer.size", `"M"`},
		{`"hiringOrganization":{"name":"X","numberOfEmployees":"12"}`, "employer.size", `"S"`},
		{`"industry":"Finance"`, "employer.industry.name", `"Finance"`},
		{`"industry":{"@type":"DefinedTerm","name":"Finance"}`, "employer.industry.name", `"Finance"`},
		{`"industry":["Finance","Insurance"]`, "employer.industry.name", `"Finance"`},
		// Places.
		{`"jobLocation":"Berlin, Germany"`, "place.city", `"Berlin, Germany"`},
		{`"jobLocation":{"@type":"Place","address":"Berlin, Germany"}`, "place.city", `"Berlin, Germany"`},
		{`"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Kirkland","addressRegion":"WA"}}`, "place.region", `"WA"`},
		{`"jobLocation":{"address":{"addressLocality":"München","addressCountry":{"@type":"Country","name":"DE"}}}`, "place.country", `"DE"`},
		{`"jobLocation":{"address":[{"addressLocality":"München"}]}`, "place.city", `"München"`},
		{`"jobLocation":{"@type":"Place","name":"Berlin"}`, "place.city", `"Berlin"`},
		{`"jobLocation":{"@type":"City","name":"Berlin","containedInPlace":{"@type":"Country","name":"Germany"}}`, "place.country", `"Germany"`},
		{`"jobLocation":{"@type":"PostalAddress","addressLocality":"Berlin"}`, "place.city", `"Berlin"`},
		{`"jobLocation":[{"address":{"addressLocality":"Berlin"}},{"address":{"addressLocality":"Paris"}}]`, "place.city", `"Berlin"`},
		{`"jobLocation":{"@type":"VirtualLocation"}`, "modes.0", `"remote"`},
		{`"jobLocation":{"address":{"addressLocality":"Fully Remote","addressCountry":"DE"}}`, "place.country", `"DE"`},
		{`"jobLocationType":"TELECOMMUTE"`, "modes", `["remote"]`},
		{`"jobLocationType":["TELECOMMUTE","Hybrid"]`, "modes", `["remote","hybrid"]`},
		// Where applicants may live.
		{`"applicantLocationRequirements":{"@type":"Country","name":"USA","sameAs":"https://www.wikidata.org/wiki/Q30"}`, "applicantCountries", `["USA"]`},
		{`"applicantLocationRequirements":[{"@type":"Country","name":"DE"},{"@type":"Country","name":"AT"}]`, "applicantCountries", `["DE","AT"]`},
		{`"applicantLocationRequirements":"Germany"`, "applicantCountries", `["Germany"]`},
		{`"applicantLocationRequirements":{"@type":"State","name":"Michigan, USA"}`, "applicantCountries", `["US"]`},
		{`"applicantLocationRequirements":{"@type":"City","name":"Berlin"}`, "applicantCountries", `["DE"]`},
		{`"applicantLocationRequirements":{"@type":"State","name":"Bavaria","containedInPlace":{"name":"Germany"}}`, "applicantCountries", `["DE"]`},
		{`"applicantLocationRequirements":{"@type":"AdministrativeArea","name":"France"}`, "applicantCountries", `["FR"]`},
		{`"applicantLocationRequirements":{"@type":"State","name":"Bavaria"}`, "applicantCountries", `null`},
		{`"applicantLocationRequirements":{"address":{"addressCountry":"PL"}}`, "applicantCountries", `["PL"]`},
		{`"applicantLocationRequirements":{"@type":"Country","name":"Worldwide"}`, "applicantCountries", `null`},
		// Pay.
		{`"baseSalary":100000,"salaryCurrency":"USD"`, "pay.minCents", `10000000`},
		{`"baseSalary":1.2e5,"salaryCurrency":"USD"`, "pay.minCents", `12000000`},
		{`"baseSalary":{"currency":"EUR","value":{"@type":"QuantitativeValue","value":[50000,60000],"unitText":"YEAR"}}`, "pay.maxCents", `6000000`},
		{`"baseSalary":{"currency":"EUR","value":[50000,60000]}`, "pay.minCents", `5000000`},
		{`"baseSalary":"$40.00 per hour"`, "pay.period", `"hour"`},
		{`"baseSalary":"90.000 – 110.000 €"`, "pay.maxCents", `11000000`},
		{`"baseSalary":"up to $85/hour + equity"`, "pay.maxCents", `8500`},
		{`"baseSalary":"₹25L–40L"`, "pay.maxCents", `400000000`},
		{`"baseSalary":"AED 420k–550k"`, "pay.minCents", `42000000`},
		{`"baseSalary":{"@type":"MonetaryAmount","currency":"USD","value":{"@type":"QuantitativeValue","value":40.00,"unitText":"HOUR"}}`, "pay", `{"currency":"USD","minCents":4000,"period":"hour"}`},
		{`"baseSalary":{"currency":"EUR","value":{"minValue":"50,000","maxValue":"60,000.50","unitText":"YEAR"}}`, "pay.maxCents", `6000050`},
		{`"baseSalary":{"currency":"EUR","value":{"minValue":60000,"maxValue":50000,"unitText":"YEAR"}}`, "pay.maxCents", `6000000`},
		{`"baseSalary":{"currency":"EUR","value":"50000-60000","unitText":"YEAR"}`, "pay.maxCents", `6000000`},
		{`"baseSalary":{"currency":"EUR","minValue":4000,"maxValue":5000,"unitText":"MONTH"}`, "pay.period", `"month"`},
		{`"baseSalary":{"@type":"MonetaryAmount","currency":"EUR","value":{"@type":"QuantitativeValue","value":[{"value":1}],"unitCode":"ANN"}}`, "pay.minCents", `100`},
		{`"baseSalary":{"@type":"PriceSpecification","price":500,"priceCurrency":"GBP","unitText":"DAY"}`, "pay.period", `"day"`},
		{`"estimatedSalary":[{"@type":"MonetaryAmountDistribution","name":"base","currency":"USD","duration":"P1Y","percentile10":"100000","percentile25":"115000","median":"120000","percentile75":"130000","percentile90":"150000"}]`, "pay.maxCents", `13000000`},
		{`"estimatedSalary":[{"name":"bonus","currency":"USD","median":5},{"name":"base pay","currency":"USD","duration":"P1M","median":"9000"}]`, "pay", `{"currency":"USD","minCents":900000,"period":"month"}`},
		{`"estimatedSalary":{"currency":"GBP","duration":"PT1H","median":90}`, "pay.period", `"hour"`},
		{`"baseSalary":70000,"salaryCurrency":"EUR","incentiveCompensation":"Bonus","incentives":["Shares"]`, "pay.beside", `"Bonus\nShares"`},
		// Experience.
		{`"title":"X","experienceRequirements":{"@type":"OccupationalExperienceRequirements","monthsOfExperience":60}`, "requirements.1.months", `60`},
		{`"title":"X","experienceRequirements":{"monthsOfExperience":"60"}`, "requirements.1.months", `60`},
		{`"title":"X","experienceRequirements":{"monthsOfExperience":"60 months"}`, "requirements.1.months", `60`},
		{`"title":"X","experienceRequirements":{"monthsOfExperience":"5 years"}`, "requirements.1.months", `60`},
		{`"title":"X","experienceRequirements":{"monthsOfExperience":36.0}`, "requirements.1.months", `36`},
		{`"title":"X","experienceRequirements":{"monthsOfExperience":{"@type":"QuantitativeValue","value":24}}`, "requirements.1.months", `24`},
		{`"title":"X","experienceRequirements":"Minimum 3 years experience"`, "requirements.1.months", `36`},
		{`"title":"X","experienceRequirements":["3 years of Java","some other"]`, "requirements.1.months", `36`},
		{`"title":"X","experienceRequirements":{"description":"at least five years"}`, "requirements.1.months", `60`},
		{`"title":"X","experienceRequirements":"no requirements"`, "requirements.1", `null`},
		{`"title":"X","relevantOccupation":{"experienceRequirements":{"monthsOfExperience":12}}`, "requirements.1.months", `12`},
		// Education.
		{`"educationRequirements":"Bachelor's Degree in Computer Science, Information Systems or related fields of study."`, "requirements.0.isced", `"bachelor"`},
		{`"educationRequirements":{"@type":"EducationalOccupationalCredential","credentialCategory":"bachelor degree"}`, "requirements.0.isced", `"bachelor"`},
		{`"educationRequirements":[{"credentialCategory":"postgraduate degree"},{"credentialCategory":"bachelor degree"}]`, "requirements.0.isced", `"bachelor"`},
		{`"educationRequirements":[{"credentialCategory":"postgraduate degree"},{"credentialCategory":"bachelor degree"}]`, "requirements.1", `null`},
		{`"educationRequirements":{"credentialCategory":["high school","associate degree"]}`, "requirements.0.isced", `"secondary"`},
		{`"educationRequirements":{"credentialCategory":{"@type":"DefinedTerm","name":"postgraduate degree"}}`, "requirements.0.isced", `"master"`},
		{`"educationRequirements":{"educationalLevel":"PhD or equivalent"}`, "requirements.0.isced", `"doctor"`},
		{`"educationRequirements":"no requirements"`, "requirements", `null`},
		{`"qualifications":{"@type":"EducationalOccupationalCredential","credentialCategory":"Bachelor of Science","about":"Computer Science"}`, "requirements.0.isced", `"bachelor"`},
		{`"qualifications":[{"credentialCategory":"professional certificate","name":"AWS Certified Machine Learning"}]`, "requirements.0.concept", `"cert/aws-mls"`},
		{`"experienceInPlaceOfEducation":true`, "experienceInPlaceOfEducation", `true`},
		{`"experienceInPlaceOfEducation":"True"`, "experienceInPlaceOfEducation", `true`},
		{`"experienceInPlaceOfEducation":"false"`, "experienceInPlaceOfEducation", `false`},
		{`"experienceInPlaceOfEducation":"https://schema.org/True"`, "experienceInPlaceOfEducation", `true`},
		{`"experienceInPlaceOfEducation":{"@id":"schema:False"}`, "experienceInPlaceOfEducation", `false`},
		{`"experienceInPlaceOfEducation":"maybe"`, "experienceInPlaceOfEducation", `null`},
		// Skills.
		{`"skills":"Python, Go"`, "requirements.1.name", `"Go"`},
		{`"skills":["Python","Go"]`, "requirements.1.name", `"Go"`},
		{`"skills":"You have worked with Kubernetes for a while"`, "requirements.0.concept", `"skill/kubernetes"`},
		{`"skills":{"@type":"DefinedTerm","name":"Python"}`, "requirements.0.concept", `"skill/python"`},
		{`"skills":{"@type":"DefinedTerm","name":"Snake","url":"` + esco + `"}`, "requirements.0.concept", `"skill/python"`},
		{`"skills":{"@type":"DefinedTerm","@id":"` + strings.Replace(esco, "http:", "https:", 1) + `"}`, "requirements.0.name", `"Python"`},
		{`"skills":{"termCode":"ccd0a1d9-afda-43d9-b901-96344886e14d","inDefinedTermSet":"ESCO"}`, "requirements.0.concept", `"skill/python"`},
		{`"skills":"` + esco + `"`, "requirements.0.concept", `"skill/python"`},
		{`"skills":{"@type":"DefinedTerm","termCode":"K0016","description":"Knowledge of Python programming"}`, "requirements.0.concept", `"skill/python"`},
		{`"skills":{"@list":["Python","Go"]}`, "requirements.1.name", `"Go"`},
		{`"relevantOccupation":{"skills":["Python"]}`, "requirements.0.concept", `"skill/python"`},
		{`"responsibilities":["Run Kubernetes","Care"]`, "requirements.0.concept", `"skill/kubernetes"`},
		// Engagement, benefits, texts.
		{`"employmentType":"Full-time"`, "engagements", `["permanent"]`},
		{`"employmentType":["FULL_TIME","CONTRACTOR"]`, "engagements", `["permanent","contract"]`},
		{`"employmentType":"FULL_TIME, CONTRACTOR"`, "engagements", `["permanent","contract"]`},
		{`"employmentType":"https://schema.org/FullTime"`, "engagements", `["permanent"]`},
		{`"employmentType":"INTERN"`, "engagements", `["internship"]`},
		{`"jobBenefits":"Medical, Life, Dental"`, "values.2.name", `"Dental"`},
		{`"jobBenefits":["Learning budget"]`, "values.0.name", `"Learning budget"`},
		{`"jobBenefits":"We give you a generous learning budget every year; and there is also unlimited PTO for you."`, "values.0.concept", `"value/learning-budget"`},
		{`"benefits":{"@type":"DefinedTerm","name":"Equity"}`, "values.0.name", `"Equity"`},
		{`"workHours":"40 hours per week"`, "description", `"Work hours: 40 hours per week"`},
		{`"securityClearanceRequirement":"Clearance needed"`, "description", `"Clearance needed"`},
		{`"description":"&lt;p&gt;Build &amp;amp; run&lt;/p&gt;&lt;p&gt;it&lt;/p&gt;"`, "description", `"Build \u0026 run\nit"`},
		// Dates.
		{`"datePosted":"2024-03-31"`, "posted", `"2024-03"`},
		{`"datePosted":"2024-03-31T23:30:00-05:00"`, "posted", `"2024-04"`},
		{`"datePosted":"2024-04-01T00:30:00+02:00"`, "posted", `"2024-03"`},
		{`"datePosted":"2024-03-31T23:30"`, "posted", `"2024-03"`},
		{`"datePosted":{"@type":"Date","@value":"2024-03-31"}`, "posted", `"2024-03"`},
		{`"datePosted":"March 31, 2024"`, "posted", `"2024-03"`},
		{`"datePosted":"0001-01-01T00:00:00Z"`, "posted", `null`},
		{`"validThrough":"2027-01-31T00:00"`, "validThrough", `"2027-01"`},
		{`"validThrough":"2027"`, "validThrough", `"2027-12"`},
		// Identifiers.
		{`"identifier":{"@type":"PropertyValue","name":"Example AG","value":"1234567"}`, "id", `"1234567"`},
		{`"identifier":1234567`, "id", `"1234567"`},
		{`"identifier":[{"value":"a"},{"value":"b"}]`, "id", `"a"`},
		{`"@id":"https://example.org/jobs/7"`, "id", `"https://example.org/jobs/7"`},
	} {
		d := one(t, `{"@type":"JobPosting",`+c.fields+`}`)
		if got := fact(t, d.Role, c.path); got != c.want {
			t.Errorf("%s: %s is %s, want %s; notes %v", c.fields, c.path, got, c.want, d.Notes)
		}
	}
}

func TestPostingsNamedByTheirIDs(t *testing.T) {
	for name, text := range map[string]string{
		"in a graph": `{"@context":"https://schema.org","@graph":[{"@id":"#org","@type":"Organization","name":"Example AG"},{"@id":"#us","@type":"Country","name":"US"},
			{"@type":"JobPosting","title":"Engineer","hiringOrganization":{"@id":"#org"},"applicantLocationRequirements":[{"@id":"#us"}]}]}`,
		"a ring": `{"@graph":[{"@id":"#job","@type":"JobPosting","title":"Engineer","hiringOrganization":{"@id":"#org"},"applicantLocationRequirements":"US"},
			{"@id":"#org","name":"Example AG","mainEntity":{"@id":"#job"},"hasPart":[{"@id":"#org"},{"@id":"#job"}]}]}`,
		"as what a page is about": `{"@type":"WebPage","mainEntity":{"@type":"JobPosting","title":"Engineer","hiringOrganization":"Example AG","applicantLocationRequirements":"US"}}`,
		"in a list of items":      `{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":["Thing","http://schema.org/JobPosting"],"title":"Engineer","hiringOrganization":"Example AG","applicantLocationRequirements":"US"}}]}`,
		"written out":             `[{"@type":["http://schema.org/JobPosting"],"http://schema.org/title":[{"@value":"Engineer"}],"http://schema.org/hiringOrganization":[{"http://schema.org/name":[{"@value":"Example AG"}]}],"http://schema.org/applicantLocationRequirements":[{"@value":"US"}]}]`,
	} {
		got, err := decode(t, "x.ndjson", strings.NewReplacer("\n", " ", "\t", " ").Replace(text))
		if err != nil || len(got) != 1 || got[0].Error != "" {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		if r := got[0].Role; r.Title.Name != "Engineer" || r.Employer.Name != "Example AG" || len(r.ApplicantCountries) != 1 || r.ApplicantCountries[0] != "US" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestThingsThatNameThemselvesEnd(t *testing.T) {
	d := one(t, strings.NewReplacer("\n", "", "\t", "").Replace(`{"@graph":[{"@id":"#c","name":{"@id":"#c"},"credentialCategory":[{"@id":"#c"},{"@id":"#c"}],"address":{"@id":"#c"},"addressCountry":{"@id":"#c"},"containedInPlace":{"@id":"#c"},"value":{"@id":"#c"}},
		{"@type":"JobPosting","title":"Engineer","hiringOrganization":{"@id":"#c"},"qualifications":{"@id":"#c"},"educationRequirements":[{"@id":"#c"}],"jobLocation":{"@id":"#c"},"applicantLocationRequirements":{"@id":"#c"},
		"baseSalary":{"@id":"#c"},"skills":{"@id":"#c"},"industry":{"@id":"#c"},"jobBenefits":{"@id":"#c"},"experienceRequirements":{"@id":"#c"},"relevantOccupation":{"@id":"#c"},"identifier":{"@id":"#c"},"datePosted":{"@id":"#c"}}]}`))
	if d.Role.Title.Name != "Engineer" || d.Role.Employer.Name != "" {
		t.Errorf("%+v", d.Role)
	}
}

func TestPostingsOfSeveralScriptsNameEachOthersThings(t *testing.T) {
	script := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	drafts, faults, err := decodePage(t, "<html>"+script(`{"@type":"JobPosting","title":"Engineer","hiringOrganization":{"@id":"#org"}}`)+script(`{"@id":"#org","@type":"Organization","name":"Example AG"}`))
	if err != nil || len(faults) != 0 || len(drafts) != 1 || drafts[0].Role.Employer.Name != "Example AG" {
		t.Errorf("%+v, %q, %v", drafts, faults, err)
	}
}

func TestWhatAPostingSaysAndTheModelHasNoPlaceForIsNoted(t *testing.T) {
	for field, path := range map[string]string{
		`"totalJobOpenings":3`:                               "totalJobOpenings",
		`"applicationContact":{"name":"CANARY"}`:             "applicationContact",
		`"jobLocation":["Berlin","Paris"]`:                   "jobLocation[1]",
		`"industry":["A","B"]`:                               "industry[1]",
		`"jobLocationType":"on the moon"`:                    "jobLocationType",
		`"employmentType":"VOLUNTEER"`:                       "employmentType",
		`"experienceRequirements":{"monthsOfExperience":-3}`: "experienceRequirements.monthsOfExperience",
		`"educationRequirements":"a good one"`:               "educationRequirements",
		`"datePosted":"soon"`:                                "datePosted",
		`"baseSalary":{"currency":"EUR","minValue":-1}`:      "baseSalary.minValue",
	} {
		d := one(t, `{"@type":"JobPosting","title":"X",`+field+`}`)
		if !noted(d, path) {
			t.Errorf("%s: notes %v, want one of %s", field, d.Notes, path)
		}
		for _, n := range d.Notes {
			if strings.Contains(n.Msg, "CANARY") || strings.Contains(d.Role.Description, "CANARY") {
				t.Errorf("%s: %v, %q", field, n, d.Role.Description)
			}
		}
	}
}

func TestPostingGatesComeFromStructuredPlacesOnly(t *testing.T) {
	d := one(t, `{"@type":"JobPosting","title":"X","description":"Applicants have to live in Germany."}`)
	if d.Role.ApplicantCountries != nil || d.Format != format.JobPosting || d.Role.Requirements[0].Necessity != profiles.Must {
		t.Errorf("%+v", d.Role)
	}
}
