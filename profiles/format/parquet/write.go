package parquet

import (
	"io"

	"github.com/parquet-go/parquet-go"
)

// Writer writes rows of a struct as a table: a column for each field with a parquet tag. Close ends the file.
type Writer[T any] struct{ w *parquet.GenericWriter[T] }

// NewWriter begins a file, compressed by Zstandard.
func NewWriter[T any](w io.Writer) *Writer[T] {
	return &Writer[T]{parquet.NewGenericWriter[T](w, parquet.Compression(&parquet.Zstd))}
}

// Write adds a row.
func (w *Writer[T]) Write(row *T) error {
	_, err := w.w.Write([]T{*row})
	return err
}

// Close writes the footer. It does not close what lies below.
func (w *Writer[T]) Close() error { return w.w.Close() }
