package reading_test

import (
	"fmt"
	"slices"
	"strings"
)

// finding is one value of the truth that was found or missed, or one that was made up: want or got is empty then.
type finding struct{ field, want, got string }

func (f finding) right() bool { return f.want == f.got }

func (f finding) String() string {
	switch {
	case f.got == "":
		return fmt.Sprintf("%-18s missed  %s", f.field, f.want)
	case f.want == "":
		return fmt.Sprintf("%-18s made up %s", f.field, f.got)
	}
	return fmt.Sprintf("%-18s found   %s", f.field, f.want)
}

// findings collects what the comparison of one document shows.
type findings []finding

// one compares a field that has one value. A wrong value is one missed and one made up.
func (f *findings) one(field, want, got string) {
	if want != "" && want == got {
		*f = append(*f, finding{field, want, got})
		return
	}
	if want != "" {
		*f = append(*f, finding{field: field, want: want})
	}
	if got != "" {
		*f = append(*f, finding{field: field, got: got})
	}
}

// set compares lists without regard to their order. Values that are empty do not count.
func (f *findings) set(field string, want, got []string) {
	rest := slices.Clone(got)
	for _, w := range want {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			f.one(field, w, w)
		} else {
			f.one(field, w, "")
		}
	}
	for _, g := range rest {
		f.one(field, "", g)
	}
}

// counts are the values found, made up and missed.
type counts struct{ found, madeUp, missed int }

func (c *counts) add(f finding) {
	switch {
	case f.right():
		c.found++
	case f.want == "":
		c.madeUp++
	default:
		c.missed++
	}
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

func (c counts) precision() float64 { return share(c.found, c.found+c.madeUp) }
func (c counts) recall() float64    { return share(c.found, c.found+c.missed) }
func (c counts) f1() float64        { return share(2*c.found, 2*c.found+c.madeUp+c.missed) }
func (c counts) none() bool         { return c == counts{} }

// fields are the rows of the tables, candidates first.
var fields = []string{
	"kind of record", "language of text",
	"dates", "employers", "titles", "places of jobs", "degrees", "institutions", "fields of study", "certificates", "certificate dates",
	"languages", "skills", "skill levels", "evidence", "links", "place", "name", "e-mail", "phone",
	"role title", "seniority", "employer", "role place", "modes", "pay", "engagements", "requirements", "months asked", "levels asked",
	"in place of degree", "only from", "remote from", "values", "interviews", "visa notes",
}

// groups are the columns of the tables behind the whole: formats, then languages.
var groups = []string{"pdf", "docx", "html", "txt", "en", "de", "fr", "es"}

// table counts findings by field and group; the group "" is the whole.
type table struct {
	rows  map[[2]string]*counts
	files map[string]int
}

func newTable() *table { return &table{map[[2]string]*counts{}, map[string]int{}} }

func (t *table) add(d document, found findings) {
	for _, g := range []string{"", d.family(), d.truth.Language} {
		t.files[g]++
		for _, f := range found {
			k := [2]string{f.field, g}
			if t.rows[k] == nil {
				t.rows[k] = new(counts)
			}
			t.rows[k].add(f)
		}
	}
}

func (t *table) at(field, group string) counts {
	if c := t.rows[[2]string{field, group}]; c != nil {
		return *c
	}
	return counts{}
}

// String is the table as the golden files hold it.
func (t *table) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s  %5s  %5s  %5s  %5s |", "per cent", "truth", "P", "R", "F1")
	for _, g := range groups {
		fmt.Fprintf(&b, " %5s", g)
	}
	fmt.Fprintf(&b, "\n%-18s  %5d  %5s  %5s  %5s |", "files", t.files[""], "", "", "")
	for _, g := range groups {
		fmt.Fprintf(&b, " %5d", t.files[g])
	}
	for _, f := range fields {
		c := t.at(f, "")
		fmt.Fprintf(&b, "\n%-18s  %5d  %5s  %5s  %5s |", f, c.found+c.missed, cell(c, counts.precision), cell(c, counts.recall), cell(c, counts.f1))
		for _, g := range groups {
			fmt.Fprintf(&b, " %5s", cell(t.at(f, g), counts.f1))
		}
	}
	return strings.ReplaceAll(b.String()+"\n", " \n", "\n")
}

func cell(c counts, of func(counts) float64) string {
	if c.none() {
		return "–"
	}
	return fmt.Sprintf("%.1f", of(c))
}
