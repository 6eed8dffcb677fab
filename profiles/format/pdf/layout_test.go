package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"tenon/profiles/format/page"
)

var sidebar = []string{"#Contact", "jane@example.org", "+49 30 1234", "Berlin", "", "#Skills", "Go", "PostgreSQL", "Kubernetes", "Kafka", "Terraform", "", "#Languages", "German", "English"}

var jobs = []string{"#Experience", "Senior Engineer, Acme GmbH", "2020 - present", "Built a billing platform in Go that serves", "forty countries and moved it to the cloud",
	"without a day of downtime.", "", "Engineer, Widgets Ltd", "2016 - 2020", "Ran the warehouse on Kafka and wrote the", "tools by which analysts query it.", "",
	"#Education", "MSc Computer Science", "TU Berlin, 2016"}

func lines(of ...[]string) string {
	var out []string
	for _, l := range of {
		for _, s := range l {
			if s = strings.TrimPrefix(s, "#"); s != "" {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, "\n")
}

func TestColumnsAreNeverReadAcross(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(*sheetOf)
		want string
	}{
		{"sidebar left, other leading", func(s *sheetOf) {
			s.column(40, 780, 17, sidebar...)
			s.column(220, 780, 14, jobs...)
		}, lines(sidebar, jobs)},
		{"sidebar right, painted first", func(s *sheetOf) {
			s.column(420, 780, 17, sidebar...)
			s.column(40, 780, 14, jobs...)
		}, lines(jobs, sidebar)},
		{"two columns on the same baselines", func(s *sheetOf) {
			s.column(40, 780, 14, sidebar...)
			s.column(220, 780, 14, jobs...)
		}, lines(sidebar, jobs)},
		{"header across the top", func(s *sheetOf) {
			s.bold(40, 800, 22, "Jane Doe")
			s.put(40, 780, 10, "Engineer of data platforms, twelve years of experience in logistics and in payments, based in Berlin")
			s.column(40, 740, 14, jobs...)
			s.column(330, 740, 14, sidebar...)
		}, lines([]string{"Jane Doe", "Engineer of data platforms, twelve years of experience in logistics and in payments, based in Berlin"}, jobs, sidebar)},
		{"a heading below the columns stays with its text", func(s *sheetOf) {
			s.column(40, 780, 14, jobs...)
			s.column(330, 780, 14, sidebar...)
			s.bold(40, 540, 12, "Publications")
			s.put(40, 524, 10, "Doe, J.: On the order in which the columns of a page are read by machines, and by people, in practice")
		}, lines(jobs, sidebar, []string{"Publications", "Doe, J.: On the order in which the columns of a page are read by machines, and by people, in practice"})},
		{"lists side by side", func(s *sheetOf) {
			s.column(40, 780, 14, "#Strengths", "• Patience", "• Design", "• Care", "• Speed")
			s.column(300, 780, 14, "#Tools", "• Go", "• Rust", "• Kafka", "• Spark")
		}, "Strengths\n• Patience\n• Design\n• Care\n• Speed\nTools\n• Go\n• Rust\n• Kafka\n• Spark"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s sheetOf
			c.draw(&s)
			if got := mustRead(t, win(s.String())).Text; got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// win writes bullets and dashes in the encoding of the fonts.
func win(s string) string { return strings.NewReplacer("•", "\x95", "–", "\x96").Replace(s) }

func TestRowsAreReadAcross(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(*sheetOf)
		want string
	}{
		{"dates set right", func(s *sheetOf) {
			for i, job := range []string{"Acme GmbH, Senior Engineer", "Widgets Ltd, Engineer", "Gears AG, Working student", "Nuts Inc, Intern"} {
				s.put(40, 700-float64(i)*14, 10, job)
				s.put(460, 700-float64(i)*14, 10, fmt.Sprintf("%d - %d", 2020-2*i, 2022-2*i))
			}
		}, "Acme GmbH, Senior Engineer | 2020 - 2022\nWidgets Ltd, Engineer | 2018 - 2020\nGears AG, Working student | 2016 - 2018\nNuts Inc, Intern | 2014 - 2016"},
		{"dates in the left margin", func(s *sheetOf) {
			for i := range 4 {
				y := 700 - float64(i)*60
				s.put(40, y, 10, fmt.Sprintf("%d - %d", 2020-2*i, 2022-2*i))
				s.column(160, y, 14, fmt.Sprintf("Engineer, Company %c", 'A'+i), "Built things that people used", "and kept them going.")
			}
		}, "2020 - 2022 | Engineer, Company A\nBuilt things that people used\nand kept them going.\n2018 - 2020 | Engineer, Company B\nBuilt things that people used\nand kept them going.\n" +
			"2016 - 2018 | Engineer, Company C\nBuilt things that people used\nand kept them going.\n2014 - 2016 | Engineer, Company D\nBuilt things that people used\nand kept them going."},
		{"headings in the left margin", func(s *sheetOf) {
			for i, h := range []string{"Profile", "Experience", "Education", "Skills"} {
				s.bold(40, 700-float64(i)*60, 10, h)
				s.column(160, 700-float64(i)*60, 14, fmt.Sprintf("First line of part %d", i), "second line of it", "and a third.")
			}
		}, "Profile | First line of part 0\nsecond line of it\nand a third.\nExperience | First line of part 1\nsecond line of it\nand a third.\n" +
			"Education | First line of part 2\nsecond line of it\nand a third.\nSkills | First line of part 3\nsecond line of it\nand a third."},
		{"table", func(s *sheetOf) {
			for i, cells := range [][]string{{"Language", "Level", "Since"}, {"German", "C2", "birth"}, {"English", "C1", "school"}, {"French", "B1", "Paris"}} {
				for j, cell := range cells {
					s.put(40+150*float64(j), 700-float64(i)*16, 10, cell)
				}
			}
		}, "Language | Level | Since\nGerman | C2 | birth\nEnglish | C1 | school\nFrench | B1 | Paris"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s sheetOf
			c.draw(&s)
			if got := mustRead(t, s.String()).Text; got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWordsAreMended(t *testing.T) {
	var s sheetOf
	s.font("F3", 40, 700, 10, "of\x01ce sta\x02ce")
	s.column(40, 680, 14, "Led the develop-", "ment of payments and of front-", "and back-office tools, full-", "time, pro\xadfit")
	s.WriteString("BT /F1 10 Tf 40 600 Td [(Data) -300 (Engi) 20 (neer)] TJ ET\n")
	for i, r := range "SKILLS" {
		s.put(40+float64(i)*12, 580, 10, string(r))
	}
	want := "office staffice\nLed the development\nof payments and of front-\nand back-office tools, full-time,\nprofit\nData Engineer\nSKILLS"
	if got := mustRead(t, s.String()).Text; got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestHeadersAndFootersAreKeptOnce(t *testing.T) {
	var pages []string
	for i := range 3 {
		var s sheetOf
		s.put(40, 820, 8, "Curriculum vitae of J. Doe")
		s.column(40, 600, 14, fmt.Sprintf("Job %c", 'A'+i), "Engineer")
		s.put(280, 20, 8, fmt.Sprintf("Page %d of 3", i+1))
		pages = append(pages, s.String())
	}
	doc := mustRead(t, pages...)
	if want := "Curriculum vitae of J. Doe\nJob A\nEngineer\nJob B\nEngineer\nJob C\nEngineer"; doc.Text != want {
		t.Errorf("got\n%s", doc.Text)
	}
	if len(doc.Notes) != 2 {
		t.Errorf("notes %q", doc.Notes)
	}
	if l := doc.Lines[2]; l.Page != 1 || l.X != 40 || l.Y != 586 || l.Size != 10 {
		t.Errorf("place of a line: %+v", l)
	}
}

func TestWhatNobodySeesIsFlaggedAndNotInTheText(t *testing.T) {
	for _, c := range []struct{ name, content, reason string }{
		{"white on paper", "1 g BT /F1 10 Tf 40 600 Td (hired) Tj ET", page.White},
		{"white on a white field", "0 0 1 rg 0 0 595 842 re f 1 1 1 rg 0 500 595 200 re f BT /F1 10 Tf 40 600 Td (hired) Tj ET 0 g 1 g 0 690 300 30 re f 0 g", page.White},
		{"dark on dark", ".1 g 0 500 595 160 re f BT /F1 10 Tf 40 600 Td (hired) Tj ET 0 g", page.White},
		{"tiny", "BT /F1 1 Tf 40 600 Td (hired) Tj ET", page.Tiny},
		{"tiny by the matrix", "BT /F1 10 Tf .1 0 0 .1 40 600 Tm (hired) Tj ET", page.Tiny},
		{"off the page", "BT /F1 10 Tf 900 600 Td (hired) Tj ET", page.OffPage},
		{"render mode 3", "BT 3 Tr /F1 10 Tf 40 600 Td (hired) Tj 0 Tr ET", page.Invisible},
	} {
		doc := mustRead(t, c.content+" 0 g BT /F1 10 Tf 40 700 Td (seen) Tj ET")
		if doc.Text != "seen" || len(doc.Lines) != 2 || doc.Lines[1].Text != "hired" || doc.Lines[1].Hidden != c.reason || doc.Lines[1].At != -1 {
			t.Errorf("%s: %q, %+v", c.name, doc.Text, doc.Lines)
		}
	}
}

func TestLightTextOnADarkFieldIsSeen(t *testing.T) {
	doc := mustRead(t, "0 0 .4 rg 0 500 595 342 re f 1 g BT /F1 10 Tf 40 600 Td (Jane Doe) Tj ET")
	if doc.Text != "Jane Doe" || doc.Lines[0].Hidden != "" {
		t.Errorf("%+v", doc.Lines)
	}
}
