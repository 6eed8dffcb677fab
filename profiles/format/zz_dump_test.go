package format_test

import (
	"fmt"
	"os"
	"tenon/profiles/format"
	"testing"
)

func TestZZDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip()
	}
	r, _ := os.Open(f)
	format.Decode(f, r, format.Options{Now: now}, func(d format.Draft, err error) bool {
		if d.Document != nil {
			for i, l := range d.Document.Lines {
				b := " "
				if l.Bold {
					b = "B"
				}
				if l.Heading {
					b += "H"
				}
				if l.Gap {
					b += "g"
				}
				fmt.Printf("%3d p%d x%4.0f y%4.0f s%4.1f %-3s %s %s\n", i+1, l.Page, l.X, l.Y, l.Size, b, l.Hidden, l.Text)
			}
		}
		fmt.Println(err)
		return true
	})
}
