package advert

import "strings"

// pairs joins labels to values that stand beside or below them: cells of a table, "Location" over "Leeds, UK", a row of labels over
// a row of values.
func (r *reader) pairs() {
	said := map[int]bool{} // labels that have gone over to their values
	for i := 0; i < len(r.units); i++ {
		n := r.labelsFrom(i)
		if n == 0 {
			continue
		}
		if n > 1 && !r.rowBelow(i, n) {
			continue
		}
		for k := range n {
			if i+n+k < len(r.units) && r.pair(&r.units[i+k], &r.units[i+n+k]) {
				said[i+k] = true
			}
		}
		i += 2*n - 1
	}
	kept := r.units[:0]
	for i, u := range r.units {
		if !said[i] {
			kept = append(kept, u)
		}
	}
	r.units = kept
}

// labelsFrom counts the labels without values in a row from unit i on; those of one line go together.
func (r *reader) labelsFrom(i int) int {
	n := 0
	for i+n < len(r.units) && loneLabel(&r.units[i+n]) != 0 && (n == 0 || line(&r.units[i+n]) == line(&r.units[i])) {
		n++
	}
	return n
}

// rowBelow says that n values follow the n labels from unit i on, in one line that is not theirs.
func (r *reader) rowBelow(i, n int) bool {
	if i+2*n > len(r.units) || line(&r.units[i+n]) == line(&r.units[i]) {
		return false
	}
	return line(&r.units[i+n]) == line(&r.units[i+2*n-1])
}

func line(u *unit) int {
	if len(u.parts) == 0 {
		return -1
	}
	return u.parts[0].line
}

// paired are the labels that stand apart from their values. Headings of sections, such as "Experience", are none.
var paired = map[label]bool{labelEmployer: true, labelPlace: true, labelMode: true, labelEngagement: true, labelPay: true, labelPosted: true, labelClosing: true,
	labelIndustry: true, labelSize: true, labelSeniority: true}

// loneLabel is the label that a unit consists of; 0 when it is none.
func loneLabel(u *unit) label {
	if u.label != 0 || len(u.text) > 40 || u.bullet {
		return 0
	}
	name := plainHeading(strings.TrimRight(u.text, " ::"))
	for _, f := range labelForms {
		if paired[f.l] && f.form.MatchString(name) {
			return f.l
		}
	}
	return 0
}

// pair makes of a value what its label says.
func (r *reader) pair(name, value *unit) bool {
	l := loneLabel(name)
	if l == 0 || value.label != 0 || len(value.text) > 120 || value.heading && loneLabel(value) != 0 {
		return false
	}
	value.label, value.value, value.heading = l, 0, false
	r.read(name)
	return true
}
