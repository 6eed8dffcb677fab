package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"

	"tenon/profiles"
	"tenon/profiles/format/parquet"
)

// file is what a Parquet file has to be, because it is read from its end: *os.File is one.
type file interface {
	io.ReaderAt
	Stat() (fs.FileInfo, error)
}

func isParquet(head []byte) bool { return bytes.HasPrefix(head, []byte(parquet.Magic)) }

// parquet reads a table of Parquet. What is no file is copied into one for the time of the reading; in is r from its start.
func (d *decoder) parquet(name string, r, in io.Reader) error {
	f, ok := r.(file)
	if !ok {
		spooled, err := spool(in)
		if err != nil {
			return fmt.Errorf("read %s: %w", path.Base(name), err)
		}
		defer spooled.remove()
		f = spooled
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	table, err := parquet.Open(f, info.Size())
	if err != nil {
		return err
	}
	return d.columnar(table)
}

// spooled is a temporary file.
type spooled struct{ *os.File }

// spool copies a stream, up to the first byte that is too much.
func spool(in io.Reader) (_ *spooled, err error) {
	f, err := os.CreateTemp("", "tenon-*.parquet")
	if err != nil {
		return nil, profiles.Storage(err)
	}
	s := &spooled{f}
	if _, err = io.Copy(f, io.LimitReader(in, parquet.MaxFile+1)); err != nil {
		s.remove()
		return nil, profiles.Storage(err)
	}
	return s, nil
}

// remove takes the file away; that it cannot be removed twice or late is of no interest to the reading.
func (s *spooled) remove() {
	_ = s.Close()
	_ = os.Remove(s.Name())
}

// columnar gives the rows of a Parquet file as drafts. Only the columns that have a place in the record are read.
func (d *decoder) columnar(in *parquet.File) error {
	t, err := d.newTable(in.Columns())
	if err != nil {
		return err
	}
	want := make([]int, len(t.columns))
	for i, c := range t.columns {
		want[i], t.columns[i].at = c.at, i
	}
	t.width = len(want)
	err = in.Rows(want, func(row int, cells []parquet.Cell, err error) bool {
		where := fmt.Sprintf("row %d", row)
		var bad profiles.FieldErrors
		if errors.As(err, &bad) {
			return t.give(Draft{Format: Parquet}, profiles.FieldErrors{{Path: where + ", column " + bad[0].Path, Msg: bad[0].Msg}})
		}
		if !slices.ContainsFunc(cells, func(c parquet.Cell) bool { return c != nil && c != "" }) {
			return true
		}
		return t.give(t.record(Parquet, where, cells))
	})
	if err != nil {
		return err
	}
	return t.ended()
}
