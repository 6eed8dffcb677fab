package parquet

import (
	"errors"
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"tenon/profiles"
)

// cursor reads the values of a column, row by row.
type cursor struct {
	column
	pages  parquet.Pages
	values parquet.ValueReader
	buf    [256]parquet.Value
	at, n  int
}

func newCursor(chunk parquet.ColumnChunk, c column) *cursor {
	return &cursor{column: c, pages: chunk.Pages()}
}

// next returns the cell of the next row. A FieldErrors is a fault of the cell.
func (c *cursor) next() (Cell, error) {
	v, err := c.value()
	if err != nil {
		return nil, unexpected(err)
	}
	if c.leaf.MaxRepetitionLevel == 0 {
		return c.cell(v)
	}
	var list []any
	var bad error
	for {
		switch cell, err := c.cell(v); {
		case err != nil:
			bad = err
		case len(list) == MaxList:
			bad = c.fault("more than " + strconv.Itoa(MaxList) + " values in a list")
		case cell != nil:
			list = append(list, cell)
		}
		next, err := c.peek()
		if errors.Is(err, io.EOF) || err == nil && next.RepetitionLevel() == 0 {
			break
		}
		if err != nil {
			return nil, err
		}
		if v, err = c.value(); err != nil {
			return nil, err
		}
	}
	if bad != nil || list == nil {
		return nil, bad
	}
	return list, nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return fault("damaged: a column ends before its rows do")
	}
	return err
}

// cell is the text of a value, nil of none.
func (c *cursor) cell(v parquet.Value) (Cell, error) {
	if v.IsNull() {
		return nil, nil
	}
	if k := v.Kind(); (k == parquet.ByteArray || k == parquet.FixedLenByteArray) && len(v.ByteArray()) > MaxValue {
		return nil, c.fault(strconv.Itoa(len(v.ByteArray())) + " bytes: want at most " + strconv.Itoa(MaxValue))
	}
	text, err := c.text(v)
	if err != nil {
		return nil, c.fault(err.Error())
	}
	return text, nil
}

func (c *cursor) fault(msg string) error {
	return profiles.FieldErrors{{Path: c.name, Msg: msg}}
}

// value takes the next value.
func (c *cursor) value() (parquet.Value, error) {
	v, err := c.peek()
	if err == nil {
		c.at++
	}
	return v, err
}

// peek is the next value, which stays. io.EOF is the end of the column.
func (c *cursor) peek() (parquet.Value, error) {
	for c.at == c.n {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if err != nil {
				if errors.Is(err, io.EOF) {
					return parquet.Value{}, io.EOF
				}
				return parquet.Value{}, fault("%s: damaged page: %v", c.name, err)
			}
			c.values = page.Values()
		}
		n, err := c.values.ReadValues(c.buf[:])
		c.at, c.n = 0, n
		switch {
		case errors.Is(err, io.EOF):
			c.values = nil
		case err != nil:
			return parquet.Value{}, fault("%s: damaged values: %v", c.name, err)
		case n == 0:
			return parquet.Value{}, fault("%s: damaged page: no values", c.name)
		}
	}
	return c.buf[c.at], nil
}

func (c *cursor) close() error { return c.pages.Close() }
