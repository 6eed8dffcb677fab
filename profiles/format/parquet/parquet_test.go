package parquet_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	library "github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"

	"tenon/profiles"
	"tenon/profiles/format/parquet"
)

// posting has a field of each sort that tables of people and jobs have.
type posting struct {
	ID       int64     `parquet:"id"`
	Title    string    `parquet:"title,dict"`
	Company  *string   `parquet:"company,optional"`
	Skills   []string  `parquet:"skills,list"`
	Tags     []string  `parquet:"tags"`
	City     place     `parquet:"place"`
	Low      float64   `parquet:"min_salary"`
	High     int64     `parquet:"max_salary,decimal(2:18)"`
	Posted   int32     `parquet:"posted,date"`
	Until    time.Time `parquet:"until,timestamp(microsecond)"`
	Remote   bool      `parquet:"remote"`
	Level    int32     `parquet:"level,delta"`
	Fraction float32   `parquet:"fraction"`
}

type place struct {
	City string `parquet:"city"`
}

func postings(n int) []posting {
	out := make([]posting, n)
	for i := range out {
		company := fmt.Sprint("Company ", i)
		out[i] = posting{ID: int64(i), Title: "Engineer", Company: &company, Skills: []string{"Go", fmt.Sprint("S", i)}, Tags: []string{"a", "b"}[:i%3%2+i%2],
			City: place{"Berlin"}, Low: 50_000.5, High: -12_345, Posted: 19_844, Until: time.Date(2027, 5, 1, 3, 0, 0, 0, time.UTC), Remote: i%2 == 0, Level: int32(i), Fraction: 0.25}
		if i%5 == 0 {
			out[i].Company, out[i].Skills = nil, nil
		}
	}
	return out
}

func written(t testing.TB, rows []posting, o ...library.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := library.NewGenericWriter[posting](&b, o...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read renders all rows of a file, or the first fault.
func read(b []byte) (columns []string, rows []string, err error) {
	f, err := parquet.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, nil, err
	}
	columns = f.Columns()
	all := make([]int, len(columns))
	for i := range all {
		all[i] = i
	}
	err = f.Rows(all, func(row int, cells []parquet.Cell, err error) bool {
		if row != len(rows)+1 {
			err = fmt.Errorf("row %d is numbered %d", len(rows)+1, row)
		}
		if err != nil {
			rows = append(rows, err.Error())
		} else {
			rows = append(rows, fmt.Sprint(cells))
		}
		return true
	})
	return columns, rows, err
}

func TestRowsOfEveryCompressionPageVersionAndGroupSize(t *testing.T) {
	const n = 2500
	for _, codec := range []compress.Codec{&library.Uncompressed, &library.Snappy, &library.Gzip, &library.Zstd} {
		for _, version := range []int{1, 2} {
			b := written(t, postings(n), library.Compression(codec), library.DataPageVersion(version), library.MaxRowsPerRowGroup(900), library.PageBufferSize(2000))
			columns, rows, err := read(b)
			if err != nil || len(rows) != n {
				t.Fatalf("%s, version %d: %d rows, %v", codec, version, len(rows), err)
			}
			if want := "id title company skills tags place.city min_salary max_salary posted until remote level fraction"; strings.Join(columns, " ") != want {
				t.Errorf("columns %q, want %q", columns, want)
			}
			for i, want := range map[int]string{
				0:    "[0 Engineer <nil> <nil> <nil> Berlin 50000.5 -123.45 2024-05-01 2027-05-01 true 0 0.25]",
				1:    "[1 Engineer Company 1 [Go S1] [a b] Berlin 50000.5 -123.45 2024-05-01 2027-05-01 false 1 0.25]",
				2404: "[2404 Engineer Company 2404 [Go S2404] [a] Berlin 50000.5 -123.45 2024-05-01 2027-05-01 true 2404 0.25]",
			} {
				if i == 2404 {
					want = strings.Replace(want, "[a]", fmt.Sprint([]string{"a", "b"}[:i%3%2+i%2]), 1)
				}
				if rows[i] != want {
					t.Errorf("%s, version %d, row %d: %s, want %s", codec, version, i, rows[i], want)
				}
			}
		}
	}
}

func TestOnlyTheColumnsAskedForAreReadAndReadingEndsWhenTold(t *testing.T) {
	b := written(t, postings(10), library.Compression(&library.Brotli)) // that of the others is not read either
	f, err := parquet.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	if err := f.Rows(nil, func(int, []parquet.Cell, error) bool { rows++; return rows < 3 }); err != nil || rows != 3 {
		t.Errorf("%d rows, %v", rows, err)
	}
	err = f.Rows([]int{1}, func(int, []parquet.Cell, error) bool { return true })
	if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), "title: compression BROTLI is not read: write the file with snappy, zstd or gzip") {
		t.Error(err)
	}
}

func TestValuesAboveTheLimitsAreFaultsOfTheirRow(t *testing.T) {
	rows := postings(3)
	rows[1].Title = strings.Repeat("x", parquet.MaxValue+1)
	rows[2].Skills = slices.Repeat([]string{"Go"}, parquet.MaxList+1)
	_, got, err := read(written(t, rows))
	if err != nil || len(got) != 3 || got[1] != "title: 1048577 bytes: want at most 1048576" || got[2] != "skills: more than 1000 values in a list" {
		t.Errorf("%.300q, %v", got, err)
	}
}

func TestBytesThatAreNoTextAreAFault(t *testing.T) {
	rows := postings(2)
	rows[1].Title = "\xff"
	if _, got, err := read(written(t, rows)); err != nil || len(got) != 2 || got[1] != "title: bytes that are not UTF-8: want text" {
		t.Errorf("%q, %v", got, err)
	}
}
