package advert_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/format/advert"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/format/text"
)

// FuzzAdvert holds that any text is read without a fault, from places that are in the text.
func FuzzAdvert(f *testing.F) {
	f.Add("Data Engineer (m/f/d)\n\nAbout us\nWe are hiring in Berlin, remote within Germany.\n\nRequirements\n- 5+ years of Python or equivalent experience\n- German C1\n\nNice to have\n- Kubernetes\n\nSalary: €90.000 - 110.000 p.a.\n")
	f.Add("Poste : \n– \nProfil recherché\n€ 1,€ 1 to $ 2k\n5+ years of\n(or)\n")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 8<<10 {
			return
		}
		doc, err := text.Read(context.Background(), strings.NewReader(s), int64(len(s)), page.Limits{})
		if err != nil {
			return
		}
		r := advert.Read(doc, reading.Options{Now: profiles.NewMonth(2026, 11)})
		for _, fact := range r.Facts {
			if fact.At.Start < 0 || fact.At.End < fact.At.Start || fact.At.End > len(doc.Text) || !utf8.ValidString(fact.Text) {
				t.Fatalf("%+v of %d bytes", fact, len(doc.Text))
			}
		}
	})
}
