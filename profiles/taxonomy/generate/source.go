package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// table is a source: rows of cells, found by the name of their column.
type table struct {
	column map[string]int
	rows   [][]string
}

// cell is a cell of a row; it panics on a column that is not there, which is a mistake in this program.
func (t *table) cell(row []string, column string) string {
	i, ok := t.column[column]
	if !ok {
		panic("no column " + column)
	}
	return row[i]
}

// list is a cell of names divided by bars, without empty ones.
func (t *table) list(row []string, column string) []string {
	var out []string
	for _, s := range strings.Split(t.cell(row, column), "|") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func read(fsys fs.FS, name string) (t *table, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("source %s: %w", name, err)
		}
	}()
	f, err := fsys.Open(name + ".tsv.gz")
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return parse(z)
}

func parse(r io.Reader) (*table, error) {
	t := &table{column: map[string]int{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(t.column) == 0 {
			for i, name := range cells {
				t.column[name] = i
			}
			continue
		}
		if len(cells) != len(t.column) {
			return nil, fmt.Errorf("row %d has %d cells: want %d", len(t.rows)+1, len(cells), len(t.column))
		}
		t.rows = append(t.rows, cells)
	}
	return t, lines.Err()
}

// reviewed is what a person decided: reviewed.txt.
type reviewed struct {
	notes    map[string]bool
	same     map[string]string // "SOURCE NAME" → id
	apart    map[string]bool
	listed   map[string]bool
	category map[string]string // "SOURCE NAME" → id
	vendors  []string
}

func readReviewed(fsys fs.FS) (*reviewed, error) {
	b, err := fs.ReadFile(fsys, "reviewed.txt")
	if err != nil {
		return nil, err
	}
	r := &reviewed{notes: map[string]bool{}, same: map[string]string{}, apart: map[string]bool{}, listed: map[string]bool{}, category: map[string]string{}}
	for no, line := range strings.Split(string(b), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := r.line(line); err != nil {
			return nil, fmt.Errorf("reviewed.txt:%d: %w", no+1, err)
		}
	}
	return r, nil
}

func (r *reviewed) line(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	what, id, isPair := strings.Cut(rest, " = ")
	switch {
	case word == "note":
		r.notes[rest] = true
	case word == "listed":
		r.listed[strings.ToLower(rest)] = true
	case word == "vendor":
		r.vendors = append(r.vendors, rest)
	case word == "apart":
		r.apart[strings.ToLower(rest)] = true
	case word == "same" && isPair:
		r.same[what] = id
	case word == "category" && isPair:
		r.category[what] = id
	default:
		return fmt.Errorf("%q is no decision", line)
	}
	return nil
}
