package web

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// section is a top-level field of a record: a value, or a list of entries.
type section struct {
	Name    string
	Pointer string // JSON pointer
	List    bool
	Entries []entry
	Blank   []fieldView // what can be said of a section that says nothing
}

// entry is one thing of a list, or a field that stands alone.
type entry struct {
	Pointer string
	Fields  []fieldView
	Of      string        // what it is about, where the section is of several things
	Pay     *profiles.Pay // what it says, where that is an amount
}

// Lead is what an entry is called: its first field.
func (e entry) Lead() fieldView {
	if len(e.Fields) == 0 {
		return fieldView{}
	}
	return e.Fields[0]
}

// Rest are the other fields as people read them: those of one name together.
func (e entry) Rest() (out []fieldView) {
	if e.Pay != nil {
		return nil
	}
	for _, f := range e.Fields[min(1, len(e.Fields)):] {
		if where, part, _ := strings.Cut(f.Name, " "); part == "city" || part == "country" || part == "region" {
			f.Name = where // a place is read as one
			if n := len(out); n > 0 && out[n-1].Name == where && slices.Contains(strings.Split(out[n-1].Value, ", "), f.Value) {
				continue // a city that is a region, too
			}
		}
		switch n := len(out); {
		case f.Value == "" || f.Value == "false":
		case n > 0 && out[n-1].Name == f.Name && !f.Long:
			out[n-1].Value += ", " + f.Value
		default:
			out = append(out, f)
		}
	}
	return out
}

// fieldView is a leaf.
type fieldView struct {
	Name    string // the names on the way to it, apart by blanks
	Pointer string
	Value   string
	Long    bool
	Blank   bool // not there yet
}

// shownSections are the fields that people look at and correct, in their order. The others are made by the program.
var shownSections = map[profiles.Kind][]string{
	profiles.KindCandidate: {"headline", "summary", "place", "jobs", "skills", "certificates", "education", "languages", "evidence", "industries", "preferences"},
	profiles.KindRole: {"title", "seniority", "employer", "place", "modes", "engagements", "pay", "requirements", "values", "interviews",
		"applicantCountries", "remoteCountries", "posted", "validThrough", "description"},
}

// blanks are the fields that can be filled in where a section is not there; those of its own name are the section itself.
var blanks = map[string][]string{
	"headline": {""}, "summary": {""}, "description": {""}, "seniority": {""}, "posted": {""}, "validThrough": {""}, "title": {"name"}, "place": {"city", "country"},
	"employer": {"name"}, "pay": {"minCents", "maxCents", "currency", "period"},
	"preferences": {"pay/min/cents", "pay/min/currency", "pay/min/period", "place/withinKm"},
}

// completed are the fields that a section may lack singly, to be filled in beside those it has.
var completed = map[string][]string{"place": {"city", "country"}, "pay": {"minCents", "maxCents", "currency", "period"}}

func sectionOf(name string, v any) section {
	s := section{Name: name, Pointer: "/" + name}
	if list, ok := v.([]any); ok {
		s.List = true
		for i, x := range list {
			entryAt := s.Pointer + "/" + strconv.Itoa(i)
			s.Entries = append(s.Entries, entry{Pointer: entryAt, Fields: leaves("", entryAt, x)})
		}
		return s
	}
	if v == nil {
		s.Blank = blankFields(s.Pointer, blanks[name])
		return s
	}
	if name == "preferences" {
		s.Entries = wishesOf(s.Pointer, v)
		return s
	}
	e := entry{Pointer: s.Pointer, Fields: leaves("", s.Pointer, v), Pay: statedPay(v)}
	for _, f := range blankFields(s.Pointer, completed[name]) {
		if !slices.ContainsFunc(e.Fields, func(x fieldView) bool { return x.Pointer == f.Pointer }) {
			e.Fields = append(e.Fields, f)
		}
	}
	s.Entries = []entry{e}
	return s
}

// wishesOf are the wishes of a candidate, one by one.
func wishesOf(pointer string, v any) (out []entry) {
	all, _ := v.(map[string]any) // a record has nothing else there
	for _, k := range slices.Sorted(maps.Keys(all)) {
		at := pointer + "/" + k
		e := entry{Pointer: at, Fields: leaves("", at, all[k]), Of: k}
		if x, ok := all[k].(map[string]any); ok {
			e.Pay = statedPay(x["min"])
		}
		out = append(out, e)
	}
	return out
}

// statedPay is the pay that an object says, nil where it says none.
func statedPay(v any) *profiles.Pay {
	x, _ := v.(map[string]any)
	currency, _ := x["currency"].(string)
	period, _ := x["period"].(string)
	from, _ := x["minCents"].(float64)
	to, _ := x["maxCents"].(float64)
	if n, ok := x["cents"].(float64); ok {
		from = n
	}
	p := &profiles.Pay{Min: int64(from), Max: int64(to), Currency: currency}
	if currency == "" || p.Period.UnmarshalText([]byte(period)) != nil || p.Period == 0 || max(from, to) <= 0 {
		return nil
	}
	return p
}

func blankFields(pointer string, names []string) (out []fieldView) {
	for _, n := range names {
		f := fieldView{Name: strings.ReplaceAll(n, "/", " "), Pointer: pointer, Blank: true, Long: pointer == "/summary" || pointer == "/description"}
		if n != "" {
			f.Pointer += "/" + n
		}
		out = append(out, f)
	}
	return out
}

// leaves are the fields below a value in the order of their names, but what it is called first.
func leaves(name, pointer string, v any) []fieldView {
	switch v := v.(type) {
	case map[string]any:
		keys := slices.SortedFunc(maps.Keys(v), func(a, b string) int {
			if r := first(a) - first(b); r != 0 {
				return r
			}
			return strings.Compare(a, b)
		})
		var out []fieldView
		for _, k := range keys {
			if k == "at" || k == "concept" || k == "geo" {
				continue // made by the program from the others
			}
			out = append(out, leaves(strings.TrimPrefix(name+" "+k, " "), pointer+"/"+escaped(k), v[k])...)
		}
		return out
	case []any:
		var out []fieldView
		for i, x := range v {
			out = append(out, leaves(name, pointer+"/"+strconv.Itoa(i), x)...)
		}
		return out
	}
	s := written(pointer, v)
	name = strings.TrimSuffix(name, " name")
	return []fieldView{{Name: name, Pointer: pointer, Value: s, Long: len(s) > 80}}
}

// written is a value as people write it: amounts in whole units.
func written(pointer string, v any) string {
	n, ok := v.(float64)
	if !ok {
		return fmt.Sprint(v)
	}
	if inCents(pointer) {
		n /= 100
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// inCents says whether a field holds hundredths of a unit of money.
func inCents(pointer string) bool {
	return strings.HasSuffix(pointer, "/cents") || strings.HasSuffix(pointer, "Cents")
}

// first puts names before dates and dates before texts.
func first(k string) int {
	order := []string{"name", "title", "degree", "city", "kind", "field", "employer", "institution", "issuer", "start", "end", "current", "level", "necessity", "minCents", "maxCents", "currency", "period", "country"}
	if i := slices.Index(order, k); i >= 0 {
		return i
	}
	return len(order)
}

// escaped is a part of a JSON pointer.
func escaped(k string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(k) }

// at is what a JSON pointer leads to, nil where that is nothing.
func at(v any, pointer string) any {
	for _, k := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		switch x := v.(type) {
		case map[string]any:
			v = x[strings.NewReplacer("~1", "/", "~0", "~").Replace(k)]
		case []any:
			i, err := strconv.Atoi(k)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}
