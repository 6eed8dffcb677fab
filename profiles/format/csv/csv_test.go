package csv_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tenon/profiles"
	"tenon/profiles/format/csv"
)

// read renders the rows of a table, one a line: its line, and its cells between bars or its fault.
func read(t testing.TB, text string) (string, *csv.Reader) {
	t.Helper()
	r, err := csv.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for {
		row, err := r.Next()
		if err == io.EOF {
			return b.String(), r
		}
		if err != nil {
			t.Fatal(err)
		}
		if row.Err != nil {
			if !errors.Is(row.Err, profiles.ErrInvalid) {
				t.Errorf("not ErrInvalid: %v", row.Err)
			}
			fmt.Fprintf(&b, "%d! %.18s\n", row.Line, row.Err)
			continue
		}
		fmt.Fprintf(&b, "%d %s\n", row.Line, strings.Join(row.Cells, "|"))
	}
}

const table = "name;city\nÄnne;Köln\n\"a;b\";\"c \"\"d\"\"\"\n"
const tableRows = "1 name|city\n2 Änne|Köln\n3 a;b|c \"d\"\n"

func TestDialects(t *testing.T) {
	encoded := func(e interface{ String(string) (string, error) }, text string) string {
		s, err := e.String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) string {
		return encoded(unicode.UTF16(e, b).NewEncoder(), table)
	}
	for name, c := range map[string]struct {
		text, want, encoding string
		comma                rune
	}{
		"semicolons":                           {table, tableRows, csv.UTF8, ';'},
		"commas":                               {"a,b\n\"1,5\",2\n", "1 a|b\n2 1,5|2\n", csv.UTF8, ','},
		"tabs, with empty cells":               {"a\tb\tc\n\t\t3\n", "1 a|b|c\n2 ||3\n", csv.UTF8, '\t'},
		"bars":                                 {"a|b\n1|2\n", "1 a|b\n2 1|2\n", csv.UTF8, '|'},
		"commas in semicolons":                 {"name;skills\nx;\"a, b, c\"\ny;d, e\n", "1 name|skills\n2 x|a, b, c\n3 y|d, e\n", csv.UTF8, ';'},
		"one column":                           {"name\nx\n", "1 name\n2 x\n", csv.UTF8, ','},
		"byte order mark":                      {"\xef\xbb\xbf" + table, tableRows, csv.UTF8, ';'},
		"separator said":                       {"sep=;\r\na;b,c,d\r\n", "2 a|b,c,d\n", csv.UTF8, ';'},
		"CR and LF":                            {strings.ReplaceAll(table, "\n", "\r\n"), tableRows, csv.UTF8, ';'},
		"CR alone":                             {strings.ReplaceAll(table, "\n", "\r"), tableRows, csv.UTF8, ';'},
		"Windows-1252":                         {encoded(charmap.Windows1252.NewEncoder(), table+"€;–\n"), tableRows + "4 €|–\n", csv.Windows1252, ';'},
		"UTF-16 little endian":                 {utf16(unicode.LittleEndian, unicode.UseBOM), tableRows, csv.UTF16, ';'},
		"UTF-16 big endian":                    {utf16(unicode.BigEndian, unicode.UseBOM), tableRows, csv.UTF16, ';'},
		"UTF-16 without its mark":              {utf16(unicode.LittleEndian, unicode.IgnoreBOM), tableRows, csv.UTF16, ';'},
		"blank before a quote":                 {"a, \"b, c\"\n", "1 a|b, c\n", csv.UTF8, ','},
		"no line feed at the end":              {"a,b\n1,2", "1 a|b\n2 1|2\n", csv.UTF8, ','},
		"blank lines between":                  {"a,b\n\n \n1,2\n", "1 a|b\n4 1|2\n", csv.UTF8, ','},
		"nothing":                              {"", "", csv.UTF8, ','},
		"lines within a cell":                  {"a,b\n\"1\n\n2\",3\n4,5\n", "1 a|b\n2 1\n\n2|3\n5 4|5\n", csv.UTF8, ','},
		"quotes that are letters, in two rows": {"a,b\n5\" disk,x\n3\" disk,y\n", "1 a|b\n2 5\" disk|x\n3 3\" disk|y\n", csv.UTF8, ','},
		"a quote that is a letter, and lines in a cell": {"a,b\nx \"y\" z,\"1\n2\"\n", "1 a|b\n2 x \"y\" z|1\n2\n", csv.UTF8, ','},
		"a quote that is a letter":                      {"a,b\n5\" disk,x\ny,z\n", "1 a|b\n2 5\" disk|x\n3 y|z\n", csv.UTF8, ','},
	} {
		got, r := read(t, c.text)
		if got != c.want || r.Comma != c.comma || r.Encoding != c.encoding {
			t.Errorf("%s: %q, %s, %q; want %q, %s, %q", name, got, r.Encoding, r.Comma, c.want, c.encoding, c.comma)
		}
	}
}

func TestAFaultCostsItsLineAndNoOther(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a quote that never closes":          {"a,b\n\"1,2\n3,4\n5,6\n", "1 a|b\n2! a quote is not clo\n3 3|4\n4 5|6\n"},
		"a quote that a later row closes":    {"a,b\n\"1,2\n3,4\n\"5\",6\n7,8\n", "1 a|b\n2! a quote is not clo\n3 3|4\n4 5|6\n5 7|8\n"},
		"text behind a quote":                {"a,b\n\"1\"x,2\n3,4\n", "1 a|b\n2! a quote is not clo\n3 3|4\n"},
		"a NUL byte":                         {"a,b\n1\x00,2\n3,4\n", "1 a|b\n2! holds a NUL byte: \n3 3|4\n"},
		"a line that is too long":            {"a,b\n" + strings.Repeat("x", csv.MaxRow+1) + "\n3,4\n", "1 a|b\n2! 4194306 bytes: wan\n3 3|4\n"},
		"a quote with too much in it":        {"a,b\n\"" + strings.Repeat("x\n"+strings.Repeat("y", 98)+"\n", csv.MaxRow/100) + "\n", ""},
		"a quote across a line that is none": {"a,b\n\"1\n\x00\n2\",3\n4,5\n", "1 a|b\n2! a quote is not clo\n3! holds a NUL byte: \n4 2\"|3\n5 4|5\n"},
	} {
		got, _ := read(t, c.text)
		if c.want == "" { // every line is a row of its own
			c.want, got = "1 a|b\n2! a quote is not clo\n3 y", got[:len("1 a|b\n2! a quote is not clo\n3 y")]
		}
		if got != c.want {
			t.Errorf("%s: %.200q; want %q", name, got, c.want)
		}
	}
}

func TestTheErrorOfTheReaderComesAfterItsRows(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, start := range []string{"a,b\n1,2\n", "a,b\n1,2\n\"3"} {
		r, err := csv.NewReader(io.MultiReader(strings.NewReader(start), failing{broken}))
		for rows := 0; err == nil && rows < 5; rows++ {
			_, err = r.Next()
		}
		if !errors.Is(err, broken) {
			t.Errorf("after %q: %v", start, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzCSV(f *testing.F) {
	for _, s := range []string{table, "a,b\n\"1,2\n3,4\n\"5\",6\n", "sep=\t\na\tb\n", "\xff\xfea\x00,\x00b\x00", "a|b\r\"c\rd|\xe9", "\"\"\"\n\"\n\"\"\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := csv.NewReader(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for line := 0; ; {
			row, err := r.Next()
			if err == io.EOF {
				return
			}
			if err != nil || row.Line <= line || (row.Err == nil) == (row.Cells == nil) || line > len(text) {
				t.Fatalf("row %+v after line %d: %v", row, line, err)
			}
			line = row.Line
		}
	})
}
