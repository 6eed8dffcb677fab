package resume

import (
	"fmt"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

var (
	repoForm    = reading.Exact(`(?i)(?:https?://)?(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/[\w.-]+/[\w.-]+`)
	paperForm   = reading.Exact(`(?i)(?:https?://)?(?:www\.)?(?:arxiv\.org/\S+|doi\.org/\S+|dx\.doi\.org/\S+|aclanthology\.org/\S+|openreview\.net/\S+|zenodo\.org/\S+)|\barXiv:\s?\d{4}\.\d{4,5}`)
	contestURL  = reading.Exact(`(?i)(?:https?://)?(?:www\.)?kaggle\.com/(?:competitions|c|datasets|code)/[\w./-]+`)
	kaggleForm  = reading.Words(`(?i)\bkaggle|hackathon|competition|challenge|contest|\bctf\b|olympiad|icpc|wettbewerb|concours|compétition|concurso|competición`)
	talkForm    = reading.Words(`(?i)\b(?:talk|keynote|speaker|spoke|presented at|presentation|panel|lecture at|pydata|meetup talk|vortrag|vorträge|conférence|intervention|ponencia|charla)\b`)
	groupForm   = reading.Exact(`(?i)meet-?up|user group|community|chapter|pydata|dev ?fest|women in|organi[sz]`)
	evidenceFor = map[section]profiles.EvidenceKind{projects: profiles.EvidenceProject, papers: profiles.EvidencePaper, talks: profiles.EvidenceTalk, awards: profiles.EvidenceCompetition, volunteer: profiles.EvidenceProject}
)

// evidence reads a section of work that others can look at: an entry a dated head, a list mark, or a line set apart.
func (r *reader) evidence(p *part, s section) {
	for _, g := range works(p.lines, s) {
		r.work(p, s, g)
	}
}

// works cuts a section of projects, papers or talks into entries.
func works(ls []*line, s section) [][]*line {
	if s == projects || s == volunteer {
		if es := entries(ls); len(es) > 0 && es[0].dated {
			var out [][]*line
			for _, e := range es {
				out = append(out, append(append([]*line{}, e.head...), e.body...))
			}
			return out
		}
	}
	var out [][]*line
	bulleted := false
	for _, l := range ls {
		bulleted = bulleted || l.bullet
	}
	plain := len(ls) > 0 && !ls[0].bullet
	if !bulleted && (gapped(ls) || headed(ls)) {
		for i, l := range ls {
			if i == 0 || l.gap || headed(ls) && l.styled && !ls[i-1].styled {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], l)
		}
		return out
	}
	for i, l := range ls {
		if i > 0 && onlyURL.MatchString(l.text) {
			out[len(out)-1] = append(out[len(out)-1], l)
			continue
		}
		if s == papers && i > 0 && !l.bullet && paperEnd.MatchString(ls[i-1].text) && len(l.text) > 40 {
			out = append(out, []*line{l})
			continue
		}
		first := i == 0 || l.bullet && !plain || !l.bullet && plain && (l.gap || l.styled || ls[i-1].bullet && bulleted && !ls[i-1].full) || !bulleted && !ls[i-1].full
		if first {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], l)
	}
	return out
}

// gapped says that gaps part the lines into groups, of which one has several.
func gapped(ls []*line) bool {
	gaps, run := 0, false
	for i, l := range ls {
		if i > 0 && l.gap {
			gaps++
		}
		run = run || i > 0 && !l.gap
	}
	return run && (gaps > 0 || len(ls) == 2 && !ls[0].full && len(ls[0].dates) == 0)
}

// headed says that the first line of a group is set in bold or larger and others are not.
func headed(ls []*line) bool {
	return len(ls) > 1 && ls[0].styled && !ls[1].styled
}

// paperEnd is how the line of a citation ends: a year, pages or an address.
var paperEnd = reading.Exact(`(?:(?:19|20)\d\d\)?|\d+[–-]\d+|(?i:doi\.org|arxiv\.org)/\S+)\.?$`)

var onlyURL = reading.Exact(`^(?i:https?://|doi\.org|arxiv\.org|www\.|github\.com)\S+$`)

// work reads one entry.
func (r *reader) work(p *part, s section, ls []*line) {
	text := ""
	for _, l := range ls {
		text += l.text + " "
	}
	kind, ok := kindOf(s, text)
	if !ok || len(r.c.Evidence) >= profiles.MaxEvidence || strings.TrimSpace(text) == "" {
		return
	}
	i := len(r.c.Evidence)
	path := func(f string) string { return fmt.Sprintf("evidence[%d].%s", i, f) }
	x := profiles.Evidence{Kind: kind}
	name, from := workName(ls[0])
	if hidden := r.withoutSecrets(r.cutLine(ls[0], from, from+len(name))); hidden != name {
		name = strings.Trim(strings.ReplaceAll(hidden, "[…]", ""), " ,;&.")
	}
	x.Name = clip(name)
	if name != "" {
		x.At = r.span(ls[0], from, from+min(len(ls[0].text)-from, len(name)), path("name"), kind.String()+": "+name, confidence(p.heading != nil))
	}
	r.workDates(&x, ls, path)
	if m := repoForm.FindString(text); m != "" && kind == profiles.EvidenceProject {
		x.Kind, x.URL = profiles.EvidenceRepository, clip(m)
	} else if m := paperForm.FindString(text); m != "" {
		x.URL = clip(m)
	} else if m := contestURL.FindString(text); m != "" {
		x.URL = clip(m)
	}
	x.Description = r.prose(ls)
	r.c.Evidence = append(r.c.Evidence, x)
}

// kindOf is what an entry of a section is; awards that are no competition are nothing that is asked for.
func kindOf(s section, text string) (profiles.EvidenceKind, bool) {
	switch {
	case s == awards:
		return profiles.EvidenceCompetition, kaggleForm.MatchString(text)
	case s == papers && talkForm.MatchString(text) && !paperForm.MatchString(text):
		return profiles.EvidenceTalk, true
	case s == talks, s == papers:
		return evidenceFor[s], true
	case s == volunteer && groupForm.MatchString(text):
		return profiles.EvidenceCommunity, true
	case s == projects && kaggleForm.MatchString(text) && strings.Contains(strings.ToLower(text), "kaggle"):
		return profiles.EvidenceCompetition, true
	case s == projects && talkForm.MatchString(text) && len(text) < 160:
		return profiles.EvidenceTalk, true
	}
	return evidenceFor[s], true
}

var quotedForm = reading.Exact(`[“"«„]\s*([^”"»“]{8,})[”"»“]`)

// workName is the name of an entry: its first line up to dates, a bar, a link or the end of a sentence.
func workName(l *line) (string, int) {
	from, to := 0, len(l.text)
	for _, d := range l.dates {
		switch {
		case d.From <= 2:
			from = d.To
		case d.From < to:
			to = d.From
		}
	}
	text := l.text[from:max(from, to)]
	if m := quotedForm.FindStringSubmatchIndex(text); m != nil {
		return strings.TrimRight(text[m[2]:m[3]], " .,"), from + m[2]
	}
	for _, mark := range []string{" | ", " – ", " — ", ": ", " - ", "http", "github.com", " ("} {
		if i := strings.Index(text, mark); i > 3 {
			text = text[:i]
		}
	}
	lead := len(text) - len(strings.TrimLeft(text, " ):,.-–|"))
	return strings.Trim(text, " ,.:-–|("), from + lead
}

// workDates takes the first date of an entry.
func (r *reader) workDates(x *profiles.Evidence, ls []*line, path func(string) string) {
	for _, l := range ls[:min(len(ls), 3)] {
		if len(l.dates) == 0 {
			continue
		}
		e := &entry{dates: l.dates[0], dated: true, anchor: l}
		if d, ok := l.interval(); ok {
			e.dates = d
		}
		x.Start, x.End, x.Current = r.dates(e, path(""), false)
		if e.dates.Single && x.Current {
			x.Current, x.End = false, x.Start
		}
		return
	}
}

// links reads what addresses of work stand in a section of links or in the head: repositories, papers. Pages about the person are
// identity.
func (r *reader) links(p *part) {
	for _, l := range p.lines {
		for _, m := range repoForm.FindAllStringIndex(l.text, 4) {
			r.linked(l, m, profiles.EvidenceRepository)
		}
		for _, m := range paperForm.FindAllStringIndex(l.text, 4) {
			r.linked(l, m, profiles.EvidencePaper)
		}
	}
}

func (r *reader) linked(l *line, m []int, kind profiles.EvidenceKind) {
	url := l.text[m[0]:m[1]]
	name := url[strings.LastIndexByte(url, '/')+1:]
	for _, x := range r.c.Evidence {
		if strings.EqualFold(x.URL, url) {
			return
		}
	}
	i := len(r.c.Evidence)
	at := r.span(l, m[0], m[1], fmt.Sprintf("evidence[%d].url", i), kind.String()+": "+name, reading.Sure)
	r.c.Evidence = append(r.c.Evidence, profiles.Evidence{Kind: kind, Name: clip(name), URL: clip(url), At: at})
}
