package resume

import (
	"fmt"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// jobs reads the entries of work of a section.
func (r *reader) jobs(p *part) {
	var heads []*jobHead
	es := entries(p.lines)
	for _, e := range es {
		heads = append(heads, r.jobHead(e))
	}
	settle(heads)
	for i, h := range heads {
		h.wholeTitle(r)
		if r.covers(heads, i) {
			continue
		}
		r.job(p, h, inherited(heads, i))
	}
	if len(es) == 0 {
		r.undated(p)
	}
}

// wholeTitle adds to a title what belongs to it and was cut off: "(SRE)", "– Search".
func (h *jobHead) wholeTitle(r *reader) {
	t := h.span(isTitle)
	if t == nil || t.last+1 >= len(h.segs) {
		return
	}
	n := h.segs[t.last+1]
	if h.covered(h.best.employer, t.last+1) || h.covered(h.best.place, t.last+1) || n.place || n.l != t.l || n.mode || n.at {
		return
	}
	between := t.l.text[t.from+len(t.text) : n.from]
	switch {
	case n.aside && !companyForm.MatchString(n.text) && strings.Trim(between, " (") == "" && shortForm.MatchString(n.text):
		t.text = t.l.text[t.from : n.from+len(n.text)+1]
	case !n.aside && strings.ContainsAny(between, "–—-") && len(strings.Fields(n.text)) <= 3 && n.employer < sure:
		t.text = t.l.text[t.from : n.from+len(n.text)]
	}
}

// span is the span that was chosen for a kind; nil for none.
func (h *jobHead) span(k kind) *span {
	if x := h.chosen(k); x >= 0 {
		return &h.spans[x]
	}
	return nil
}

var shortForm = reading.Exact(`^[A-Z][A-Za-z]{1,5}$|^[A-Z]{2,6}(?:/[A-Z]{2,6})?$`)

func anchorRow(e *entry) int {
	for i, l := range e.head {
		if l == e.anchor {
			return i
		}
	}
	return 0
}

// covers says that a head names nothing but the employer of the entries that follow, whose dates lie within its own.
func (r *reader) covers(heads []*jobHead, i int) bool {
	h := heads[i]
	title, employer := h.span(isTitle), h.span(isEmployer)
	if title != nil && (employer != nil || title.title >= sure-2) || title == nil && employer == nil || len(h.body) > 0 && !h.body[0].styled {
		return false
	}
	if i+1 >= len(heads) {
		return false
	}
	next := heads[i+1]
	if next.span(isTitle) == nil || next.span(isEmployer) != nil || !within(next.dates, h.dates, r.o.Now) {
		return false
	}
	if employer == nil {
		h.best.employer, h.best.title = h.best.title, -1
	}
	return true
}

func within(a, b reading.Dates, now profiles.Month) bool {
	end := func(d reading.Dates) profiles.Month {
		if d.Current {
			return now
		}
		return d.End
	}
	return a.Start >= b.Start && end(a) <= end(b)
}

// inherited is the entry before that states an employer, for one that states none.
func inherited(heads []*jobHead, i int) *jobHead {
	if t := heads[i].span(isTitle); heads[i].span(isEmployer) != nil || t == nil || breakForm.MatchString(t.text) {
		return nil
	}
	for k := i - 1; k >= 0; k-- {
		if heads[k].span(isEmployer) != nil {
			return heads[k]
		}
	}
	return nil
}

// job adds the entry as a job of the candidate.
func (r *reader) job(p *part, h *jobHead, group *jobHead) {
	title, employer, place := h.span(isTitle), h.span(isEmployer), h.span(isPlace)
	if title == nil && employer == nil {
		r.loose(h.entry)
		return
	}
	i := len(r.c.Jobs)
	if i >= profiles.MaxJobs {
		return
	}
	var j profiles.Job
	path := func(field string) string { return fmt.Sprintf("jobs[%d].%s", i, field) }
	if title != nil {
		j.Title.Name = clip(tidyTitle(title.text))
		j.At = r.fact(title.segment, path("title"), j.Title.Name, confidence(title.title >= likely, p.heading != nil))
	}
	switch {
	case employer != nil:
		j.Employer = clip(tidyEmployer(employer.text))
		r.fact(employer.segment, path("employer"), j.Employer, confidence(employer.employer >= sure || h.edge >= clear, p.heading != nil))
	case group != nil:
		s := group.span(isEmployer)
		j.Employer = clip(tidyEmployer(s.text))
		r.fact(s.segment, path("employer"), j.Employer, reading.Guess)
		if place == nil {
			place = group.span(isPlace)
		}
	}
	j.Start, j.End, j.Current = r.dates(h.entry, path(""), false)
	if place != nil {
		j.Place = r.place(place.segment, path("place"))
	}
	j.Description = r.description(h)
	r.c.Jobs = append(r.c.Jobs, j)
}

// confidence of what one or two signs speak for.
func confidence(signs ...bool) int {
	n := 0
	for _, s := range signs {
		if s {
			n++
		}
	}
	switch n {
	case 0:
		return reading.Guess
	case len(signs):
		return reading.Sure
	}
	return reading.Likely
}

// dates turns the dates of an entry into those of a record: a planned end lies ahead only where it may.
func (r *reader) dates(e *entry, path string, planned bool) (start, end profiles.Month, current bool) {
	d := e.dates
	if !e.dated {
		return 0, 0, false
	}
	start, end, current = d.Start, d.End, d.Current
	if d.Single {
		start, end = d.Start, d.End
		if r.o.Now != 0 && end > r.o.Now && start <= r.o.Now {
			end = r.o.Now
		}
	}
	if !planned && end > r.o.Now {
		end, current = 0, true
		r.Note(e.anchor.i, path+"end", "ends later than now: taken as current")
	}
	if start > r.o.Now && !planned {
		r.Note(e.anchor.i, path+"start", "begins later than now: left out")
		return 0, 0, false
	}
	text := start.String() + " – " + end.String()
	if current {
		text = start.String() + " – present"
	}
	sure := reading.Sure
	if d.Years {
		sure = reading.Likely
		r.Note(e.anchor.i, path+"start", "only years are stated: taken from January to December")
	}
	e.anchor.used = true
	r.Fact(r.doc, e.anchor.i, e.anchor.from+d.From, e.anchor.from+d.To, path+"start", text, sure)
	return start, end, current
}

// description is the running text of an entry: what its head has beside title, employer and place, and its body.
func (r *reader) description(h *jobHead) string {
	taken := map[*line]bool{h.anchor: true}
	for k := range kinds {
		if s := h.span(k); s != nil {
			taken[s.l] = true
		}
	}
	var rest []*line
	for _, l := range h.head {
		if !taken[l] {
			rest = append(rest, l)
		}
	}
	return r.prose(append(rest, h.body...))
}

// undated reads jobs of a section that states no dates: lines that are a title and an employer.
func (r *reader) undated(p *part) {
	var cur *jobHead
	flush := func() {
		if cur != nil {
			r.job(p, cur, nil)
		}
		cur = nil
	}
	for _, l := range p.lines {
		h := r.jobHead(&entry{anchor: l, head: []*line{l}})
		h.choose(nil, false)
		if t := h.span(isTitle); headLike(l) && t != nil && t.title >= likely {
			flush()
			cur = h
		} else if cur != nil {
			cur.body = append(cur.body, l)
		}
	}
	flush()
}
