package parquet

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"tenon/profiles"
)

// The limits of a file.
const (
	MaxFile  = 1 << 30          // bytes of a file
	MaxValue = profiles.MaxText // bytes of a value
	MaxList  = 1000             // values of a list
)

// Magic begins every file.
const Magic = "PAR1"

// Cell is a value of a row: a string, or a []any of strings where the column repeats, or nil.
type Cell = any

// File is an open file. It is for one goroutine.
type File struct {
	in      io.ReaderAt
	size    int64
	file    *parquet.File
	columns []column
}

// column is a leaf of the schema.
type column struct {
	name string
	leaf parquet.LeafColumn
	text func(parquet.Value) (string, error)
}

// Open looks at the footer. The error is profiles.ErrInvalid or comes from in.
func Open(in io.ReaderAt, size int64) (f *File, err error) {
	defer recovered(&err)
	if size > MaxFile {
		return nil, fault("%d bytes: want at most %d", size, int64(MaxFile))
	}
	if err := checkFooter(in, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(in, size, &parquet.FileConfig{SkipPageIndex: true, SkipBloomFilters: true})
	if err != nil {
		return nil, fault("damaged footer: %v", err)
	}
	f = &File{in: in, size: size, file: file}
	for _, path := range file.Schema().Columns() {
		leaf, ok := file.Schema().Lookup(path...)
		if !ok {
			return nil, fault("damaged schema: no column %q", strings.Join(path, "."))
		}
		f.columns = append(f.columns, column{name: columnName(path), leaf: leaf, text: textOf(leaf.Node)})
	}
	return f, nil
}

// wrappers are the names of groups that only make a list of what is in them.
var wrappers = []string{"list", "element", "item", "array", "array_element", "bag"}

// columnName is the path of a column without the groups that make it a list.
func columnName(path []string) string {
	names := path[:1:1]
	for _, n := range path[1:] {
		if !slices.Contains(wrappers, n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, ".")
}

// Columns are the names of the columns, in their order.
func (f *File) Columns() []string {
	names := make([]string, len(f.columns))
	for i, c := range f.columns {
		names[i] = c.name
	}
	return names
}

// Rows gives each row, numbered from 1, to yield until it returns false. The cells are those of the columns want, in their order,
// and hold until the next row. An error in place of cells is a fault of this row; the error of Rows is one of the file.
func (f *File) Rows(want []int, yield func(row int, cells []Cell, err error) bool) (err error) {
	defer recovered(&err)
	row := 0
	for i, group := range f.file.RowGroups() {
		if err := f.checkPages(i, want); err != nil {
			return fmt.Errorf("row group %d: %w", i, err)
		}
		more, err := f.group(group, want, &row, yield)
		if err != nil {
			return fmt.Errorf("row %d: %w", row+1, err)
		}
		if !more {
			return nil
		}
	}
	return nil
}

// group reads the rows of a row group and reports whether to go on.
func (f *File) group(group parquet.RowGroup, want []int, row *int, yield func(int, []Cell, error) bool) (more bool, err error) {
	cursors := make([]*cursor, len(want))
	for i, c := range want {
		cursors[i] = newCursor(group.ColumnChunks()[f.columns[c].leaf.ColumnIndex], f.columns[c])
		defer func() { err = errors.Join(err, cursors[i].close()) }()
	}
	cells := make([]Cell, len(want))
	for range group.NumRows() {
		var bad profiles.FieldErrors
		for i, c := range cursors {
			if cells[i], err = c.next(); errors.As(err, &bad) {
				continue
			}
			if err != nil {
				return false, err
			}
		}
		*row++
		var fault error
		if bad != nil {
			fault = bad
		}
		if !yield(*row, cells, fault) {
			return false, nil
		}
	}
	return true, nil
}

// metadata is what the footer says of a column of a row group.
func (f *File) metadata(group, col int) *format.ColumnMetaData {
	return &f.file.Metadata().RowGroups[group].Columns[f.columns[col].leaf.ColumnIndex].MetaData
}

// recovered turns a panic of the library into an error: it takes for granted what a damaged file breaks.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fault("damaged: %.200v", p)
	}
}

// fault is an error of the file.
func fault(format string, args ...any) error {
	return fmt.Errorf("%w: Parquet: "+format, append([]any{profiles.ErrInvalid}, args...)...)
}
