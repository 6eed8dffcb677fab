package reading_test

import (
	"fmt"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

var now = profiles.NewMonth(2026, 11)

// shown writes dates as "2021-03..2024-06", "2021-03.." for what lasts, "2021-03" for one date.
func shown(ds []reading.Dates) string {
	var out []string
	for _, d := range ds {
		switch {
		case d.Single && d.Bare:
			out = append(out, fmt.Sprintf("%d", d.Start.Year()))
		case d.Single && d.Start == d.End:
			out = append(out, d.Start.String())
		case d.Current:
			out = append(out, d.Start.String()+"..")
		default:
			out = append(out, d.Start.String()+".."+d.End.String())
		}
	}
	return strings.Join(out, " ")
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, language, want string }{
		{"Mar 2021 – Present", "en", "2021-03.."},
		{"March 2021 - June 2024", "en", "2021-03..2024-06"},
		{"Jan. 2019 to Dec. 2020", "en", "2019-01..2020-12"},
		{"Data Engineer, Acme (03/2021 – heute)", "de", "2021-03.."},
		{"03/2021–06/2024", "de", "2021-03..2024-06"},
		{"03.2021 - 06.2024", "de", "2021-03..2024-06"},
		{"01.03.2021 - 30.06.2024", "de", "2021-03..2024-06"},
		{"03/21 - 06/24", "de", "2021-03..2024-06"},
		{"2019–", "en", "2019-01.."},
		{"2019 -", "en", "2019-01.."},
		{"2019–2021", "en", "2019-01..2021-12"},
		{"2018 to 2020", "en", "2018-01..2020-12"},
		{"2018-19", "en", "2018-01..2019-12"},
		{"’19–’21", "en", "2019-01..2021-12"},
		{"2018/2019", "de", "2018-01..2019-12"},
		{"2018/19", "de", "2018-01..2019-12"},
		{"2024 - 2026", "en", "2024-01..2026-11"},
		{"2022 - 2028", "en", "2022-01..2028-12"},
		{"since 2022", "en", "2022-01.."},
		{"seit 04/2022", "de", "2022-04.."},
		{"depuis mars 2022", "fr", "2022-03.."},
		{"desde enero de 2022", "es", "2022-01.."},
		{"mars 2021 à aujourd'hui", "fr", "2021-03.."},
		{"de septembre 2018 à juin 2020", "fr", "2018-09..2020-06"},
		{"enero de 2020 - actualidad", "es", "2020-01.."},
		{"ene. 2018 – dic. 2019", "es", "2018-01..2019-12"},
		{"von März 2018 bis Juli 2020", "de", "2018-03..2020-07"},
		{"Mar – Jun 2021", "en", "2021-03..2021-06"},
		{"Nov – Feb 2021", "en", "2020-11..2021-02"},
		{"Summer 2020", "en", "2020-06..2020-08"},
		{"Sommer 2020", "de", "2020-06..2020-08"},
		{"Winter 2020", "en", "2020-12..2021-02"},
		{"Spring 2019 – Fall 2020", "en", "2019-03..2020-11"},
		{"Q1 2020 – Q3 2021", "en", "2020-01..2021-09"},
		{"mid-2019", "en", "2019-05..2019-08"},
		{"2021-03 – 2022-04", "en", "2021-03..2022-04"},
		{"2021-03-15", "en", "2021-03"},
		{"03/15/2021 – 04/01/2022", "en", "2021-03..2022-04"},
		{"03/04/2021", "en", "2021-03"},
		{"03/04/2021", "fr", "2021-04"},
		{"15 March 2021", "en", "2021-03"},
		{"March 15, 2021", "en", "2021-03"},
		{"1er mars 2021", "fr", "2021-03"},
		{"Issued May 2023 · Expires May 2026", "en", "2023-05 2026-05"},
		{"until 2015", "en", "0000-00..2015-12"},
		{"bis 06/2015", "de", "0000-00..2015-06"},
		{"Sep '19 – Aug '21", "en", "2019-09..2021-08"},
		{"Sept 2019—Now", "en", "2019-09.."},
		{"(Oct 2016 to date)", "en", "2016-10.."},
		{"2017 – 2019: Analyst; 2019 – 2021: Senior Analyst", "en", "2017-01..2019-12 2019-01..2021-12"},
		{"WS 2018/19", "de", "2018-10..2019-03"},
		{"verano de 2019", "es", "2019-06..2019-08"},
		{"oct. 2019 — en curso", "es", "2019-10.."},
		{"2019 - act.", "es", "2019-01.."},
		{"01-2020 / 03-2022", "es", "2020-01..2022-03"},
		{"Aug 2019/Jul 2021", "en", "2019-08..2021-07"},
		{"Oktober 2018 bis einschließlich März 2020", "de", "2018-10..2020-03"},
		{"31-May-24", "en", "2024-05"},
		{"1-mai-2019", "fr", "2019-05"},
		{"SoSe 2019", "de", "2019-04..2019-09"},
		{"2020 onwards", "en", "2020-01.."},
		// no dates
		{"served 2000 users and 1,250 requests", "en", ""},
		{"$2020 and 2020.5 and v2019x", "en", ""},
		{"+49 30 2019 4455", "de", "2019"},
		{"may go 3 times", "en", ""},
		{"Marketing 12", "en", ""},
		{"room 13/2021", "en", ""},
		{"March on", "en", ""},
		{"A4 to B5", "en", ""},
		{"2021 – 2019", "en", "2021 2019"},
		{"ISO 27001, 24/7, 99.95", "en", ""},
	} {
		got := strings.ReplaceAll(shown(reading.FindDates(c.text, c.language, now)), " ..", " 0000-00..")
		if strings.HasPrefix(got, "..") {
			got = "0000-00" + got
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func FuzzFindDates(f *testing.F) {
	for _, s := range []string{"Mar 2021 – Present", "’19–’21", "2018/19", "seit 04/2022", "Ĳ 2019–", "15 March 2021 to"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, d := range reading.FindDates(s, "en", now) {
			if d.From < last || d.To <= d.From || d.To > len(s) {
				t.Fatalf("%q: span %d–%d after %d", s, d.From, d.To, last)
			}
			if last = d.To; d.Start != 0 && d.End != 0 && d.End < d.Start {
				t.Fatalf("%q: %s ends before it begins", s, d.Start)
			}
		}
	})
}
