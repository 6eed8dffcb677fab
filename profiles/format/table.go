package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/csv"
)

// magic begins files that are no text, whatever their names say.
var magic = []string{"%PDF", "PK\x03\x04", "\xd0\xcf\x11\xe0", "\x1f\x8b", "{", "[", "<", "\x00"}

// isTable says whether a file is a table of text: by its name, or because its first line is one of headers that are known.
func (d *decoder) isTable(name string, head []byte) bool {
	text := strings.TrimLeft(csv.Head(head), " \t\r\n")
	for _, m := range magic {
		if strings.HasPrefix(text, m) {
			return false
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab":
		return len(text) > 0
	case ".json", ".ndjson", ".jsonl", ".txt", ".md", ".eml":
		return false
	}
	r, err := csv.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	first, err := r.Next()
	return err == nil && first.Err == nil && len(first.Cells) > 2 && d.isHeader(first.Cells)
}

// preamble is how many rows may stand before the headers: a title, a note on the export.
const preamble = 10

// csv reads a table of text.
func (d *decoder) csv(name string, in io.Reader) error {
	rows, err := csv.NewReader(in)
	if err != nil {
		return fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	t, err := d.header(rows)
	if err != nil {
		return err
	}
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return t.ended()
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", path.Base(name), err)
		}
		if encoding := rows.Encoding; encoding != csv.UTF8 && !t.said[encoding] {
			t.said[encoding] = true
			t.notes = append(t.notes, Note{fmt.Sprintf("line %d", row.Line), "read as " + encoding + ", because it is not UTF-8"})
		}
		if !t.pass(fmt.Sprintf("line %d", row.Line), row) {
			return nil
		}
	}
}

// header finds the line of headers and what its columns are.
func (d *decoder) header(rows *csv.Reader) (*table, error) {
	for range preamble {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if d.isHeader(row.Cells) {
			return d.newTable(row.Cells)
		}
	}
	return nil, profiles.FieldErrors{{Path: "columns", Msg: "no line of headers that are known: want one that names the columns, as name,skills,location, or name them with --columns"}}
}

// pass gives the draft of a row; a row of nothing but empty cells is none.
func (t *table) pass(where string, row csv.Row) bool {
	if row.Err != nil {
		var faults profiles.FieldErrors
		errors.As(row.Err, &faults)
		return t.give(Draft{Format: CSV}, profiles.FieldErrors{{Path: where, Msg: faults.Error()}})
	}
	cells := make([]any, len(row.Cells))
	empty := true
	for i, c := range row.Cells {
		c = strings.TrimSpace(c)
		cells[i], empty = c, empty && c == ""
	}
	if empty {
		return true
	}
	return t.give(t.record(CSV, where, cells))
}

// ended says that a table without rows holds nothing.
func (t *table) ended() error {
	if t.index == 0 {
		return profiles.FieldErrors{{Msg: "empty: headers and no row"}}
	}
	return nil
}
