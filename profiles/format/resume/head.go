package resume

import (
	"strings"
)

// jobHead is the head of an entry of work on its way: its pieces, what runs of them could be, and which of these were chosen.
type jobHead struct {
	*entry
	segs  []segment // in reading order, cut at marks, places and commas
	spans []span
	best  choice
	edge  int // by how much the choice is better than the next
}

// span is a run of pieces of one chain: one of them may be the title, another the employer.
type span struct {
	segment
	first, last int // in segs
	slot        slot
}

// slot is where a span stands in its head; the entries of one section are mostly set alike.
type slot struct {
	row   int  // from the line with the dates
	col   int  // of its chain in the line
	inner bool // other pieces of its chain stand before it
}

// choice says which spans are title, employer and place; −1 is none.
type choice struct{ title, employer, place int }

// jobHead cuts the head of an entry and weighs every run of its pieces.
func (r *reader) jobHead(e *entry) *jobHead {
	h := &jobHead{entry: e, best: choice{-1, -1, -1}}
	anchor := anchorRow(e)
	for row, l := range e.head {
		at := slot{row: row - anchor}
		var chain []segment
		end := func() {
			if len(chain) > 0 {
				h.chain(r, chain, at)
				at.col++
				chain = nil
			}
		}
		for _, s := range segments(l, row, l != e.anchor) {
			switch {
			case s.aside && len(h.segs) < maxPieces:
				end()
				r.judge(&s)
				h.spans = append(h.spans, span{s, len(h.segs), len(h.segs), slot{row: at.row, col: -1}})
				h.segs = append(h.segs, s)
			case s.joined == byMark:
				end()
				fallthrough
			default:
				chain = append(chain, r.pieces(s)...)
			}
		}
		end()
	}
	return h
}

// pieces cuts a segment at its commas, and takes the place off its end.
func (r *reader) pieces(s segment) []segment {
	if r.isPlace(s.text) { // "Dublin, Ireland"
		s.place = true
		return []segment{s}
	}
	rest, place, ok := r.peel(s)
	if ok {
		rest = withoutAside(rest)[0] // "Drover (now part of Hexham), Leeds"
	}
	out := legalTails(rest, commaPieces([]segment{rest}))
	if len(out) > 6 {
		out = []segment{rest}
	}
	for i := range out {
		if i > 0 {
			out[i].joined, out[i].at = byComma, false
		}
	}
	if ok {
		place.joined = byComma
		out = append(out, place)
	}
	return out
}

// maxRun is how many pieces a title or a name has at most.
const maxRun = 4

// maxPieces is how many pieces of a head are weighed, each against each.
const maxPieces = 16

// chain adds pieces that only commas, dashes and the like part, and every run of them as a span.
func (h *jobHead) chain(r *reader, pieces []segment, at slot) {
	from := len(h.segs)
	if pieces = pieces[:min(len(pieces), maxPieces-min(from, maxPieces))]; len(pieces) == 0 {
		return
	}
	h.segs = append(h.segs, pieces...)
	for i := range pieces {
		for k := i; k < len(pieces) && k < i+maxRun && !(k > i && (pieces[i].place || pieces[k].place)); k++ {
			run := pieces[i]
			run.text = run.l.text[run.from : pieces[k].from+len(pieces[k].text)]
			if !run.place {
				r.judge(&run)
			} else {
				run.title, run.employer = never, hardly
			}
			if i == k {
				h.segs[from+i] = run
			} else {
				run.place = false
				r.weighRun(&run, h.segs[from+i:], pieces[i:k+1])
			}
			at.inner = i > 0
			h.spans = append(h.spans, span{run, from + i, from + k, at})
		}
	}
}

// weighRun makes runs of several pieces less likely than one, unless what joins them is at home in them.
func (r *reader) weighRun(run *segment, alone, pieces []segment) {
	for i, p := range pieces[1:] {
		if modeForm.MatchString(p.text) { // "Radius, Remote"
			run.title, run.employer = never, never
			return
		}
		titled := alone[0].title >= likely || i+1 < len(alone) && alone[i+1].title >= likely
		switch {
		case p.joined == byAt:
			run.title -= 8
		case r.isField(p.text):
			run.title--
		case p.joined == byDash:
			run.title -= 6
		default:
			run.title -= 3
		}
		switch {
		case p.joined == byComma && r.isField(p.text):
			run.employer -= 4
		case p.joined == byComma:
			run.employer -= 5
		case titled, describes(p.text):
			run.employer -= 8
		default:
			run.employer -= 3
		}
	}
}

// legalTails joins the form of a company to the name before its comma: "Larch, Inc."
func legalTails(s segment, pieces []segment) []segment {
	out := pieces[:0:0]
	for _, p := range pieces {
		if n := len(out); n > 0 && (legalForm.MatchString(p.text) || strings.HasPrefix(p.text, "& ") || strings.Contains(p.text, " & ") && n == 1 && len(strings.Fields(out[0].text)) == 1 && len(strings.Fields(p.text)) <= 4) {
			out[n-1].text = s.text[out[n-1].from-s.from : p.from-s.from+len(p.text)]
			continue
		}
		out = append(out, p)
	}
	return out
}

// settle chooses title, employer and place of every head: first each by itself, then with what stands in the same places of the
// others.
func settle(heads []*jobHead) {
	for i, h := range heads {
		h.choose(nil, i > 0)
	}
	for range 2 {
		v := count(heads)
		for i, h := range heads {
			v.without(h, func() { h.choose(v, i > 0) })
		}
	}
}

// What a choice loses by what it lacks or leaves out.
const (
	noTitle    = -10
	noEmployer = -8
	inherits   = -3 // an entry before may state the employer
	leftOut    = -3
	leftBeside = -4 // part of the same chain as what was taken
	atEmployer = 8  // "Engineer at Acme"
	rowApart   = -2
)

// choose takes the likeliest pair of spans.
func (h *jobHead) choose(v *votes, later bool) {
	first, second := -1<<20, -1<<20
	h.best = choice{-1, -1, -1}
	for t := -1; t < len(h.spans); t++ {
		for e := -1; e < len(h.spans); e++ {
			if t >= 0 && e >= 0 && overlap(&h.spans[t], &h.spans[e]) || t >= 0 && h.spans[t].place || e >= 0 && h.spans[e].place {
				continue
			}
			n := h.worth(v, t, e, later)
			switch {
			case n > first:
				first, second = n, first
				h.best.title, h.best.employer = t, e
			case n > second:
				second = n
			}
		}
	}
	h.edge = first - second
	h.best.place = h.choosePlace(v)
}

func overlap(a, b *span) bool { return a.first <= b.last && b.first <= a.last }

// worth is how likely spans t and e are title and employer.
func (h *jobHead) worth(v *votes, t, e int, later bool) int {
	n := 0
	switch {
	case t < 0:
		n += noTitle
	default:
		n += h.spans[t].title + v.of(h, t, isTitle)
	}
	switch {
	case e >= 0:
		n += h.spans[e].employer + v.of(h, e, isEmployer)
	case later:
		n += inherits
	default:
		n += noEmployer
	}
	if t >= 0 && e >= 0 {
		n += h.pair(&h.spans[t], &h.spans[e])
	}
	for i, s := range h.segs {
		if s.place || s.aside || s.mode || s.employer == describing || h.covered(t, i) || h.covered(e, i) {
			continue
		}
		switch {
		case h.beside(t, i) || h.beside(e, i):
			n += leftBeside
		case s.row <= anchorRow(h.entry):
			n += leftOut
		}
	}
	return n
}

// pair is how well a title and an employer stand to each other.
func (h *jobHead) pair(t, e *span) int {
	n := 0
	if d := max(t.row-e.row, e.row-t.row); d > 1 {
		n += rowApart * (d - 1)
	}
	switch {
	case e.at && t.row == e.row && t.last+1 == e.first && h.segs[t.last].title >= 0:
		n += atEmployer
	case t.at && e.last < t.first:
		n -= atEmployer
	}
	if t.first < e.first {
		n++
	}
	if next := e.last + 1; next < len(h.segs) && h.segs[next].place && h.segs[next].row == e.row {
		n += 2 // a place stands beside the employer
	}
	return n
}

func (h *jobHead) covered(x, i int) bool {
	return x >= 0 && h.spans[x].first <= i && i <= h.spans[x].last
}

// beside says that only a comma parts piece i from span x.
func (h *jobHead) beside(x, i int) bool {
	if x < 0 {
		return false
	}
	s := &h.spans[x]
	return i == s.last+1 && h.segs[i].joined != byMark || i == s.first-1 && h.segs[s.first].joined != byMark
}

// choosePlace takes the place that stands nearest to the employer, or what stands where the others have theirs.
func (h *jobHead) choosePlace(v *votes) int {
	best, score := -1, 0
	for i := range h.spans {
		s := &h.spans[i]
		if h.best.title >= 0 && overlap(s, &h.spans[h.best.title]) || h.best.employer >= 0 && overlap(s, &h.spans[h.best.employer]) {
			continue
		}
		n := v.of(h, i, isPlace)
		if s.place {
			n += 10
		} else {
			n -= 6
		}
		if e := h.best.employer; e >= 0 && h.spans[e].row != s.row {
			n--
		}
		if n > score {
			best, score = i, n
		}
	}
	return best
}
