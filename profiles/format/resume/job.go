package resume

import (
	"fmt"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// jobHead is the head of an entry of work on its way.
type jobHead struct {
	*entry
	segs            []segment
	title, employer int // in segs; -1 none
	place           int
	sure            bool // the employer's name shows that it is one
	grouped         bool // an entry before names the employer
}

// jobs reads the entries of work of a section.
func (r *reader) jobs(p *part) {
	var heads []*jobHead
	es := entries(p.lines)
	for _, e := range es {
		heads = append(heads, r.jobHead(e))
	}
	side := usualSide(heads)
	for i, h := range heads {
		h.fromCommas(r, 3)
		h.chooseEmployer(r, side)
		if h.employer < 0 {
			h.grouped = inherited(heads, i) != nil
			h.fromCommas(r, 1)
		}
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

// jobHead cuts the head of an entry and finds its title.
func (r *reader) jobHead(e *entry) *jobHead {
	h := &jobHead{entry: e, title: -1, employer: -1, place: -1}
	for row, l := range e.head {
		for _, s := range segments(l, row) {
			if rest, place, ok := r.peel(s); ok {
				r.judge(&rest)
				h.segs = append(h.segs, rest, place)
				continue
			}
			r.judge(&s)
			h.segs = append(h.segs, s)
		}
	}
	for i, s := range h.segs {
		if s.title > 0 && (h.title < 0 || s.title > h.segs[h.title].title) {
			h.title = i
		}
		if s.place && h.place < 0 && s.title < 3 {
			h.place = i
		}
	}
	for i, s := range h.segs {
		if i != h.title && i != h.place && s.employer >= 3 && (h.employer < 0 || s.employer > h.segs[h.employer].employer) {
			h.employer, h.sure = i, true
		}
	}
	return h
}

// side is where the employer stands, seen from the title: in another line or the same, before or after it.
func (h *jobHead) side(i int) int {
	d := h.segs[i].row - h.segs[h.title].row
	switch {
	case d != 0:
		return 2 * sign(d)
	default:
		return sign(i - h.title)
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// usualSide is where most employers of the section stand that are surely such; 0 when none is.
func usualSide(heads []*jobHead) int {
	votes := map[int]int{}
	best := 0
	for _, h := range heads {
		if h.sure && h.title >= 0 {
			s := h.side(h.employer)
			if votes[s]++; votes[s] > votes[best] || best == 0 {
				best = s
			}
		}
	}
	return best
}

// chooseEmployer takes the likeliest segment: on the usual side, else the one that is nearest and stands by itself.
func (h *jobHead) chooseEmployer(r *reader, usual int) {
	if h.title < 0 && len(h.segs) > 0 {
		h.title = h.untitled(usual)
	}
	if h.sure || h.title < 0 {
		return
	}
	best := 0
	for i, s := range h.segs {
		if i == h.title || i == h.place || s.employer <= 0 || h.isPart(r, i) { // "Product Manager – Search"
			continue
		}
		if below := s.row > anchorRow(h.entry); below && (usual != 0 && h.side(i) != usual || usual == 0 && len(strings.Fields(s.text)) > 4) {
			continue // the description has begun; the employer stands above, for several titles
		}
		score := 10*s.employer + 8 - abs(s.row-h.segs[h.title].row)
		if side := h.side(i); side == usual {
			score += 20
		} else if usual != 0 {
			score -= 5
		}
		if s.row > anchorRow(h.entry) { // below the dates a description may have begun
			score -= 2
		}
		if score > best {
			best, h.employer = score, i
		}
	}
	if h.employer < 0 && usual != 0 {
		h.employer = h.onSide(usual)
	}
}

// isPart says that segment i is a field of work that a dash adds to the title.
func (h *jobHead) isPart(r *reader, i int) bool {
	t, s := h.segs[h.title], h.segs[i]
	if i <= h.title || s.l != t.l || t.from+len(t.text) > s.from || !r.isField(s.text) {
		return false
	}
	return strings.ContainsAny(s.l.text[t.from+len(t.text):s.from], "–—-")
}

// onSide is what stands where the other heads have their employers, though it looks like a title: "Consultant Connect".
func (h *jobHead) onSide(usual int) int {
	for i, s := range h.segs {
		if i != h.title && i != h.place && !s.place && !s.aside && s.employer == 0 && h.side(i) == usual && s.row <= anchorRow(h.entry)+1 {
			return i
		}
	}
	return -1
}

// wholeTitle adds to a title what belongs to it and was cut off: "(SRE)", "– Search".
func (h *jobHead) wholeTitle(r *reader) {
	if h.title < 0 || h.title+1 >= len(h.segs) {
		return
	}
	t, n := &h.segs[h.title], h.segs[h.title+1]
	if first, rest, more := strings.Cut(n.text, ","); h.title+1 == h.employer && more && n.l == t.l && r.isField(first) {
		t.text = t.l.text[t.from : n.from+len(first)] // "Product Manager – Search, Kite"
		e := &h.segs[h.employer]
		e.text = strings.TrimLeft(rest, " ")
		e.from = n.from + len(n.text) - len(e.text)
		return
	}
	if h.title+1 == h.employer || h.title+1 == h.place || n.place || n.l != t.l || n.title < 0 {
		return
	}
	between := t.l.text[t.from+len(t.text) : n.from]
	switch {
	case n.aside && !companyForm.MatchString(n.text) && strings.Trim(between, " (") == "" && shortForm.MatchString(n.text):
		t.text = t.l.text[t.from : n.from+len(n.text)+1]
	case !n.aside && strings.ContainsAny(between, "–—-") && len(strings.Fields(n.text)) <= 3 && n.employer < 3:
		t.text = t.l.text[t.from : n.from+len(n.text)]
	}
}

var shortForm = reading.Exact(`^[A-Z][A-Za-z]{1,5}$|^[A-Z]{2,6}(?:/[A-Z]{2,6})?$`)

// untitled guesses the title of a head whose segments are no title that is known: the one beside the employer.
func (h *jobHead) untitled(usual int) int {
	var free []int
	for i, s := range h.segs {
		if i != h.employer && i != h.place && !s.place && s.title >= 0 && !s.aside && s.row <= anchorRow(h.entry)+1 {
			free = append(free, i)
		}
	}
	switch {
	case len(free) == 0, len(free) == 1 && h.employer < 0:
		return -1
	case h.employer < 0 && usual < 0:
		return free[len(free)-1]
	}
	return free[0]
}

func anchorRow(e *entry) int {
	for i, l := range e.head {
		if l == e.anchor {
			return i
		}
	}
	return 0
}

func abs(n int) int { return max(n, -n) }

// fromCommas parts a title from its employer where only a comma does: "Data Engineer, Zalando". Least is how much that has to look
// like an employer.
func (h *jobHead) fromCommas(r *reader, least int) {
	if h.title < 0 || h.sure {
		return
	}
	s := h.segs[h.title]
	var title, employer segment
	best := least - 1
	for i := 0; i < len(s.text); i++ {
		if s.text[i] != ',' {
			continue
		}
		left := s
		left.text = strings.TrimRight(s.text[:i], " ")
		right := segment{l: s.l, text: strings.TrimLeft(s.text[i+1:], " "), row: s.row}
		right.from = s.from + len(s.text) - len(right.text)
		if first, _, more := strings.Cut(right.text, ","); r.isField(first) && (more || least > 1 || h.grouped) {
			continue // "Teaching Assistant, Statistics, The Grain Board"
		}
		r.judge(&left)
		r.judge(&right)
		switch {
		case left.title >= 2 && right.title < 3 && right.employer > best:
			title, employer, best = left, right, right.employer
		case right.title >= 3 && left.title < 3 && left.employer > best:
			title, employer, best = right, left, left.employer
		}
	}
	if best >= least {
		h.segs[h.title] = title
		h.segs = append(h.segs, employer)
		h.employer, h.sure = len(h.segs)-1, best >= 3
	}
}

// covers says that a head without a title names the employer of the entries that follow, whose dates lie within its own.
func (r *reader) covers(heads []*jobHead, i int) bool {
	h := heads[i]
	if h.title >= 0 || i+1 >= len(heads) || len(h.body) > 0 && !h.body[0].styled {
		return false
	}
	next := heads[i+1]
	if next.title < 0 || next.employer >= 0 || !within(next.dates, h.dates, r.o.Now) {
		return false
	}
	for k, s := range h.segs {
		if !s.place && s.employer > 0 && (h.employer < 0 || s.employer > h.segs[h.employer].employer) {
			h.employer = k
		}
	}
	return h.employer >= 0
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
	if heads[i].employer >= 0 || heads[i].title < 0 {
		return nil
	}
	for k := i - 1; k >= 0; k-- {
		if heads[k].employer >= 0 {
			return heads[k]
		}
	}
	return nil
}

// job adds the entry as a job of the candidate.
func (r *reader) job(p *part, h *jobHead, group *jobHead) {
	if h.title < 0 && h.employer < 0 {
		r.loose(h.entry)
		return
	}
	i := len(r.c.Jobs)
	if i >= profiles.MaxJobs {
		return
	}
	var j profiles.Job
	path := func(field string) string { return fmt.Sprintf("jobs[%d].%s", i, field) }
	if h.title >= 0 {
		s := h.segs[h.title]
		j.Title.Name = clip(tidyTitle(s.text))
		j.At = r.fact(s, path("title"), j.Title.Name, confidence(s.title >= 3, p.heading != nil))
	}
	switch {
	case h.employer >= 0:
		s := h.segs[h.employer]
		j.Employer = clip(tidyEmployer(s.text))
		r.fact(s, path("employer"), j.Employer, confidence(h.sure, p.heading != nil))
	case group != nil:
		s := group.segs[group.employer]
		j.Employer = clip(tidyEmployer(s.text))
		r.fact(s, path("employer"), j.Employer, reading.Guess)
	}
	j.Start, j.End, j.Current = r.dates(h.entry, path(""), false)
	if h.place >= 0 {
		j.Place = r.place(h.segs[h.place], path("place"))
	} else if group != nil && group.place >= 0 {
		j.Place = r.place(group.segs[group.place], path("place"))
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
	for _, i := range []int{h.title, h.employer, h.place} {
		if i >= 0 {
			taken[h.segs[i].l] = true
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
		h.chooseEmployer(r, 0)
		if h.employer < 0 {
			h.fromCommas(r, 1)
		}
		if headLike(l) && h.title >= 0 && h.segs[h.title].title >= 3 {
			flush()
			cur = h
		} else if cur != nil {
			cur.body = append(cur.body, l)
		}
	}
	flush()
}
