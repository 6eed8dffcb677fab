package format

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// column is a column of a table whose cells have a place in the record.
type column struct {
	at     int    // in the row
	header string // as the file has it
	path   string // of the field, as jobs[0].title
	index  int    // within the brackets of the path
	set    setter
}

// maxColumns bounds the columns of a table, of which each that is not known is noted.
const maxColumns = 1024

// setter puts a cell that is not empty into the record of its row.
type setter func(*row, cell)

// table turns rows into drafts.
type table struct {
	*decoder
	kind    profiles.Kind
	width   int
	columns []column
	notes   []Note          // of the file, for its first draft
	said    map[string]bool // what is noted once
}

// ParseColumns reads pairs of a header and a field, as "Stack=skills,Town=place.city"; "" is none. [profiles.ErrInvalid].
func ParseColumns(pairs string) (map[string]string, error) {
	if pairs == "" {
		return nil, nil
	}
	columns := map[string]string{}
	for pair := range strings.SplitSeq(pairs, ",") {
		header, field, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, profiles.FieldErrors{{Path: "columns", Msg: fmt.Sprintf("%q: want HEADER=FIELD; headers with a comma go into a JSON file", clipped(pair))}}
		}
		columns[strings.TrimSpace(header)] = strings.TrimSpace(field)
	}
	return columns, CheckColumns(columns)
}

// CheckColumns says whether each path of [Options.Columns] names a field, else which does not.
func CheckColumns(columns map[string]string) error {
	var errs profiles.FieldErrors
	for header, path := range columns {
		if leaveOut(path) {
			continue
		}
		_, _, c := cellOf(profiles.KindCandidate, path)
		_, _, r := cellOf(profiles.KindRole, path)
		if !c && !r {
			errs = append(errs, &profiles.FieldError{Path: "columns", Msg: fmt.Sprintf("%s: no field %q: of candidates there are %s; of roles %s", clipped(header), clipped(path),
				strings.Join(TablePaths(profiles.KindCandidate), ", "), strings.Join(TablePaths(profiles.KindRole), ", "))})
		}
	}
	if len(errs) > 0 {
		slices.SortFunc(errs, func(a, b *profiles.FieldError) int { return strings.Compare(a.Msg, b.Msg) })
		return errs
	}
	return nil
}

// leaveOut says that somebody wants a column left out.
func leaveOut(path string) bool { return path == "" || path == "-" || path == noPlace }

var pathIndex = regexp.MustCompile(`\[(\d{1,3})\]`)

// cellOf finds the setter of a path and the index within it.
func cellOf(k profiles.Kind, path string) (set setter, index int, ok bool) {
	cells := candidateCells
	if k == profiles.KindRole {
		cells = roleCells
	}
	if m := pathIndex.FindStringSubmatch(path); m != nil {
		index, _ = strconv.Atoi(m[1])
	}
	set, ok = cells[pathIndex.ReplaceAllString(path, "[]")]
	return set, index, ok && index < profiles.MaxJobs
}

// asked is what somebody says a header is; the comparison is that of headers.
func (o *Options) asked(header string) (path string, ok bool) {
	for h, p := range o.Columns {
		if h == header || foldHeader(h) == foldHeader(header) {
			return p, true
		}
	}
	return "", false
}

// isHeader says whether a row names columns: two that are known, or one that somebody named.
func (o *Options) isHeader(cells []string) bool {
	known := 0
	for _, c := range cells {
		if _, ok := o.asked(c); ok {
			return true
		}
		if _, ok := meaningOf(c); ok {
			known++
		}
	}
	return known >= 2 || known == 1 && len(cells) == 1
}

// newTable finds out what the columns are.
func (d *decoder) newTable(headers []string) (*table, error) {
	if len(headers) > maxColumns {
		return nil, profiles.FieldErrors{{Path: "columns", Msg: fmt.Sprintf("the table has %d: want at most %d", len(headers), maxColumns)}}
	}
	t := &table{decoder: d, width: len(headers), said: map[string]bool{}}
	if t.kind = d.Kind; t.kind == 0 {
		if t.kind = d.judged(headers); t.kind == 0 {
			return nil, profiles.FieldErrors{{Path: "kind", Msg: "the columns could be those of candidates or of roles: say which with --kind candidate or --kind role"}}
		}
	}
	for i, h := range headers {
		t.add(i, strings.TrimSpace(h))
	}
	for h := range d.Columns {
		if !slices.ContainsFunc(headers, func(x string) bool { return foldHeader(x) == foldHeader(h) }) {
			t.notes = append(t.notes, Note{"columns", "no column " + quotedHeader(h, -1) + " in this file, which --columns names"})
		}
	}
	slices.SortFunc(t.notes, func(a, b Note) int { return strings.Compare(a.Msg, b.Msg) })
	if len(t.columns) == 0 {
		return nil, profiles.FieldErrors{{Path: "columns", Msg: "none that is known of a " + t.kind.String() + ": name them with --columns"}}
	}
	t.weak()
	return t, nil
}

// judged weighs what the headers speak for. It is 0 where neither side outweighs the other by far.
func (d *decoder) judged(headers []string) profiles.Kind {
	var weight [profiles.KindRole + 1]int
	for _, h := range headers {
		if path, ok := d.asked(h); ok {
			_, _, c := cellOf(profiles.KindCandidate, path)
			_, _, r := cellOf(profiles.KindRole, path)
			if c && !r {
				weight[profiles.KindCandidate] += 3
			} else if r && !c {
				weight[profiles.KindRole] += 3
			}
			continue
		}
		m, _ := meaningOf(h)
		weight[m.sign] += m.weight
	}
	c, r := weight[profiles.KindCandidate], weight[profiles.KindRole]
	switch {
	case c >= 2 && c >= 2*r:
		return profiles.KindCandidate
	case r >= 2 && r >= 2*c:
		return profiles.KindRole
	}
	return 0
}

// add gives a column its place in the record, or notes that it has none.
func (t *table) add(at int, header string) {
	path, asked := t.asked(header)
	if asked && leaveOut(path) || header == "" && !asked {
		return
	}
	if !asked {
		m, ok := meaningOf(header)
		switch path = m.of(t.kind); {
		case !ok:
			t.notes = append(t.notes, Note{"columns", quotedHeader(header, at) + ": not a column that is known: left out; --columns can name its field"})
			return
		case path == personal:
			t.notes = append(t.notes, Note{"columns", quotedHeader(header, at) + ": says who somebody is: left out"})
			return
		case path == noPlace:
			t.notes = append(t.notes, Note{"columns", quotedHeader(header, at) + ": nothing of a " + t.kind.String() + ": left out"})
			return
		}
	}
	set, index, ok := cellOf(t.kind, strings.TrimSuffix(path, "?"))
	if !ok {
		t.notes = append(t.notes, Note{"columns", quotedHeader(header, at) + ": " + clipped(path) + " is not a field of a " + t.kind.String() + ": left out"})
		return
	}
	t.columns = append(t.columns, column{at: at, header: header, path: path, index: index, set: set})
}

// weak takes out the columns that count only where no other says the same; their paths end in a question mark.
func (t *table) weak() {
	t.columns = slices.DeleteFunc(t.columns, func(c column) bool {
		strong, weak := strings.CutSuffix(c.path, "?")
		return weak && slices.ContainsFunc(t.columns, func(o column) bool { return o.path != c.path && strings.HasPrefix(o.path, strong) })
	})
	for i := range t.columns {
		t.columns[i].path = strings.TrimSuffix(t.columns[i].path, "?")
	}
}

// quotedHeader names a column in a note: by its header, unless that could be a cell that says who somebody is.
func quotedHeader(header string, at int) string {
	digits := strings.IndexFunc(header, func(r rune) bool { return r >= '0' && r <= '9' }) >= 0
	if at >= 0 && (digits || strings.ContainsAny(header, "@") || strings.Contains(header, "://")) {
		return "column " + strconv.Itoa(at+1)
	}
	return "“" + clipped(header) + "”"
}
