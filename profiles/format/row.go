package format

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/identity"
)

// cell is a cell of a table that is not empty. Its path is the header.
type cell struct {
	node
	index int // within the brackets of the column's path
}

// row is a record on its way from the cells of one row.
type row struct {
	*drafting
	table *table
	where string // "line 12"
	pay   payCells
}

// record makes a draft of a row. The error names the row and, where one is at fault, the column.
func (t *table) record(format, where string, cells []any) (Draft, error) {
	r := &row{drafting: &drafting{t.decoder, Draft{Format: format}}, table: t, where: where}
	if len(cells) != t.width {
		return r.Draft, r.faults(profiles.FieldErrors{{Msg: fmt.Sprintf("%d cells: want %d, as there are headers", len(cells), t.width)}})
	}
	if t.kind == profiles.KindRole {
		r.Role = &profiles.Role{}
	} else {
		r.Candidate = &profiles.Candidate{}
	}
	for _, c := range t.columns {
		if n := (node{cells[c.at], c.header}); !blank(n) {
			c.set(r, cell{n, c.index})
		}
	}
	r.finish()
	if err := r.judge(); err != nil {
		return Draft{Format: format}, err
	}
	for i, n := range r.Notes {
		r.Notes[i].Path = r.where + ", column " + n.Path
	}
	r.Notes = append(slices.Clip(t.notes), r.Notes...)
	t.notes = nil
	return r.Draft, nil
}

// blanks are what exports write where there is nothing.
var blankWords = []string{"", "-", "--", "—", "–", "n/a", "na", "nan", "null", "none", "nil", "not specified", "k.a.", "keine angabe", "n.c.", "?"}

func blank(n node) bool {
	if list, ok := n.v.([]any); ok {
		return !slices.ContainsFunc(list, func(v any) bool { return !blank(node{v, ""}) })
	}
	return slices.Contains(blankWords, strings.ToLower(n.text()))
}

// once notes what holds for all cells of a column at the first of them.
func (r *row) once(c cell, msg string) {
	if key := c.path + "\x00" + msg; !r.table.said[key] {
		r.table.said[key] = true
		r.note(c.path, msg)
	}
}

func (r *row) finish() {
	if r.Role != nil {
		r.finishRole()
		return
	}
	c := r.Candidate
	c.Jobs = slices.DeleteFunc(c.Jobs, isZero)
	c.Education = slices.DeleteFunc(c.Education, isZero)
	c.Evidence = slices.DeleteFunc(c.Evidence, isZero)
	c.Certificates = slices.DeleteFunc(c.Certificates, isZero)
	c.Languages = slices.DeleteFunc(c.Languages, isZero)
	c.Skills = slices.DeleteFunc(c.Skills, isZero)
	for i := range c.Jobs {
		if j := &c.Jobs[i]; i == 0 && j.Start != 0 && j.End == 0 {
			j.Current = true
		}
	}
	if c.Headline == "" && len(c.Jobs) > 0 {
		c.Headline = c.Jobs[0].Title.Name
	}
	r.finishWish()
}

func isZero[T any](v T) bool { return reflect.ValueOf(v).IsZero() }

// judge looks for faults of the record while the columns of its fields are known. Ids, countries and what a role has to ask for
// are judged at intake, which puts them in order first.
func (r *row) judge() error {
	var faults profiles.FieldErrors
	add := func(err error) {
		var f profiles.FieldErrors
		if errors.As(err, &f) {
			faults = append(faults, f...)
		}
	}
	if r.Role != nil {
		role := *r.Role
		role.ID = "x"
		add(role.Validate(r.latest()))
	} else {
		c := *r.Candidate
		c.ID = "x"
		add(c.Validate(r.latest()))
	}
	if r.Identity != nil {
		id := *r.Identity
		id.ID = "x"
		add(id.Validate(r.latest()))
	}
	faults = slices.DeleteFunc(faults, func(f *profiles.FieldError) bool {
		return strings.HasSuffix(f.Path, "country") || strings.Contains(f.Path, "Countries") || f.Path == "requirements" && len(r.Role.Requirements) == 0
	})
	if len(faults) == 0 {
		return nil
	}
	return r.faults(faults)
}

// latest is the last month that may have been.
func (r *row) latest() profiles.Month {
	if r.Now == 0 {
		return profiles.NewMonth(profiles.LastYear, 12)
	}
	return r.Now
}

// faults names the row, and the column instead of the field.
func (r *row) faults(in profiles.FieldErrors) error {
	out := make(profiles.FieldErrors, len(in))
	for i, f := range in {
		path := r.where
		if h := r.table.columnOf(f.Path); h != "" {
			path += ", column " + h
		} else if f.Path != "" {
			path += ", " + f.Path
		}
		out[i] = &profiles.FieldError{Path: path, Msg: f.Msg}
	}
	return out
}

// columnOf is the header of the column whose path says most of the path of a field.
func (t *table) columnOf(field string) string {
	best, header := 0, ""
	for _, c := range t.columns {
		if field == c.path || strings.HasPrefix(field, c.path) && strings.ContainsAny(field[len(c.path):][:1], ".[") {
			if len(c.path) > best {
				best, header = len(c.path), c.header
			}
		}
	}
	return header
}

// name is a name in one line.
func (r *row) name(n node) string { return strings.Join(strings.Fields(r.drafting.name(n)), " ") }

// who is the identity of the row.
func (r *row) who() *identity.Identity {
	if r.Identity == nil {
		r.Identity = &identity.Identity{}
	}
	return r.Identity
}

// first keeps the first of several cells for one field.
func first(field *string, text string) {
	if *field == "" {
		*field = text
	}
}

// more adds a line to a text.
func more(field *string, text string) { *field = lines(*field, text) }

// entry is the entry of a list that a column with an index stands for.
func entry[T any](list *[]T, i int) *T {
	for len(*list) <= i {
		var none T
		*list = append(*list, none)
	}
	return &(*list)[i]
}

// id is an id of the table's own, unless it says who somebody is.
func (r *row) id(c cell) string {
	if strings.Contains(c.text(), "@") {
		r.once(c, "has e-mail addresses, which are no ids: left out")
		return ""
	}
	return c.text()
}

// parts are the elements of a list, or the short names that a text lists; ok is false for running text.
func (c cell) parts() (parts []string, ok bool) {
	if _, isList := c.v.([]any); isList {
		return c.texts(), true
	}
	text := plainText(c.text())
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = text[1 : len(text)-1]
	}
	parts, ok = items(text)
	for i, p := range parts {
		parts[i] = strings.Trim(p, `'"`)
	}
	return parts, ok
}

// words is the cell as running text.
func (c cell) words() string { return plainText(lines(c.texts()...)) }
