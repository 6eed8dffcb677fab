package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// industryWords are words of industries in running text.
var industryWords = table("industries.txt", `(?i:`, `)`)

// general are industries of which every employer of software speaks: they are read only where the words say industry or what the employer is.
var general = []string{"industry/technology", "industry/it-services", "industry/software", "industry/internet", "industry/ai",
	"industry/cybersecurity", "industry/semiconductors",
	"industry/cloud", "industry/research", "industry/marketing", "industry/consulting", "industry/human-resources", "industry/staffing", "industry/professional-services"}

// sector is an industry that a text names.
type sector struct {
	no       taxonomy.No
	from, to int
}

// sectors finds industries that a text names. loose takes the general ones, too.
func (r *reader) sectors(text string, loose bool) []sector {
	var out []sector
	for _, w := range industryWords {
		if no, ok := r.Taxonomy.ByID(w.name); ok {
			for _, m := range w.form.FindAllStringIndex(text, 4) {
				out = append(out, sector{no, m[0], m[1]})
			}
		}
	}
	words := wordsOf(text)
	for i := range words {
		for n := min(4, len(words)-i); n > 0; n-- {
			from, to := words[i][0], words[i+n-1][1]
			no, ok := r.Taxonomy.Named(taxonomy.Industry, text[from:to])
			if !ok || !loose && slices.Contains(general, r.Taxonomy.Concept(no).ID) || to-from < 2 || commonWord[strings.ToLower(text[from:to])] {
				continue
			}
			out = append(out, sector{no, from, to})
			break
		}
	}
	slices.SortStableFunc(out, func(a, b sector) int { return a.from - b.from })
	return apart(out)
}

// apart leaves the first of overlapping sectors.
func apart(in []sector) []sector {
	var out []sector
	end := 0
	for _, s := range in {
		if s.from >= end {
			out = append(out, s)
			end = s.to
		}
	}
	return out
}

// commonWord are names of industries that are more often something else.
var commonWord = setOf("search power building space books news music film games law legal materials production parking marketing hardware cars sports " +
	"shipping hosting architecture audit health production consumer crypto " +
	"trading research accounting advertising bank banks university space machinery industrial chips it tech hr cloud property services mobility " +
	"transport chemical mining events education")

var wordForm = exact(`[\p{L}\d][\p{L}\d&'’-]*`)

func wordsOf(text string) [][]int { return wordForm.FindAllStringIndex(text, 400) }

var (
	isForm = words(`(?i:\b(?:is|are|as|'re) (?:an?|the|one of|India's|\w+'s|among)\b|\bour client\b|\bwe are\b|\bist (?:ein|eine|der|die)\b|` +
		`\bgehört zu\b|\bentwickelt\b|\best une?\b|\bsomos una?\b|\bes una?\b|\bédite\b|\bconçoit\b|\bmakes\b|\bbuilds\b|\bruns\b|\bprovides\b|` +
		`\bnotre client\b|\bunser kunde\b|\bnuestro cliente\b|\bjunges\b|\ba \w+ company\b|,\s(?:an?|the|ein|eine|une?|una?) |\bhelps?\b|\bfor\b)`)
	outfit = words(`^\W*(?:\w+\W+){0,2}?(?i:company|startups?|start-up|scale-up|firm|bank|provider|group|agency|lab|chain|platform|marketplace|` +
		`business|studio|manufacturer|unternehmen|entreprise|éditeur|empresa)`)
)

// industry reads that of the employer: a label, else what the sentences on the employer call it.
func (r *reader) industry() {
	for i := range r.units {
		if u := &r.units[i]; u.label == labelIndustry {
			if no, ok := r.Taxonomy.Resolve(taxonomy.Industry, u.text[u.value:]); ok {
				r.setIndustry(u, u.value, len(u.text), no, reading.Sure)
				return
			}
			if s := r.sectors(u.text[u.value:], true); len(s) > 0 {
				r.setIndustry(u, u.value+s[0].from, u.value+s[0].to, s[0].no, reading.Likely)
				return
			}
		}
	}
	for _, loose := range []bool{false, true} {
		for i := range r.units {
			u := &r.units[i]
			if u.section != about && u.section != top && u.section != tasks && u.section != other || u.heading || u.label != 0 {
				continue
			}
			if r.sentenceIndustry(u, loose) {
				return
			}
		}
	}
	r.industryOfName()
}

func (r *reader) sentenceIndustry(u *unit, loose bool) bool {
	for _, s := range sentences(u.text) {
		text := u.text[s[0]:s[1]]
		name := r.role.Employer.Name
		if !isForm.MatchString(text) || u.section != about && !r.names(text) && !clientForm.MatchString(text) {
			continue
		}
		body := text
		if k := strings.Index(text, name); k >= 0 && name != "" {
			body = strings.Repeat(" ", k+len(name)) + text[k+len(name):] // the name itself is looked at last
		}
		for _, x := range r.sectors(body, loose) {
			if !loose || outfit.MatchString(text[x.to:]) {
				r.setIndustry(u, s[0]+x.from, s[0]+x.to, x.no, reading.Likely)
				return true
			}
		}
	}
	return false
}

var clientForm = words(`(?i:\b(?:our|my) client\b|\bnotre client\b|\bunser (?:kunde|mandant)\b|\bnuestro cliente\b|^we are\b|^we're\b|^wir sind\b|` +
	`^somos\b|^nous sommes\b)`)

// industryOfName takes the industry that a name says: Rioalto Seguros.
func (r *reader) industryOfName() {
	name := r.role.Employer.Name
	for _, f := range r.res.Facts {
		if f.Path != "employer.name" {
			continue
		}
		if s := r.sectors(name, false); len(s) > 0 {
			c := r.Taxonomy.Concept(s[0].no)
			r.role.Employer.Industry = profiles.Ref{Name: c.Label, Concept: c.ID}
			r.res.Facts = append(r.res.Facts, reading.Fact{Path: "employer.industry", Value: c.Label, Text: f.Text, At: f.At, Page: f.Page, Line: f.Line, Confidence: reading.Guess})
		}
		return
	}
}

func (r *reader) setIndustry(u *unit, from, to int, no taxonomy.No, confidence int) {
	c := r.Taxonomy.Concept(no)
	r.role.Employer.Industry = profiles.Ref{Name: c.Label, Concept: c.ID}
	r.fact(u, from, to, "employer.industry", c.Label, confidence)
}
