package parquet_test

import (
	"bytes"
	"slices"
	"testing"

	"tenon/profiles/format/parquet"
)

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	type row struct {
		ID   string `parquet:"id"`
		Rank int32  `parquet:"rank"`
	}
	var b bytes.Buffer
	w := parquet.NewWriter[row](&b)
	for i := range int32(3000) {
		if err := w.Write(&row{"=1+1", i}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || !slices.Equal(f.Columns(), []string{"id", "rank"}) {
		t.Fatalf("%v, columns %v", err, f.Columns())
	}
	n := 0
	err = f.Rows([]int{0, 1}, func(row int, cells []parquet.Cell, err error) bool {
		if err != nil || cells[0] != "=1+1" || row != n+1 {
			t.Fatalf("row %d: %v, %v", row, cells, err)
		}
		n++
		return true
	})
	if err != nil || n != 3000 {
		t.Errorf("%d rows, %v: want 3000", n, err)
	}
}
