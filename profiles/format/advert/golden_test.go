package advert_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/advert"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

var update = flag.Bool("update", false, "write the golden file anew")

var now = profiles.NewMonth(2026, 11)

// truth is what a person read in an advert.
type truth struct {
	Title           string   `json:"title"`
	Seniority       string   `json:"seniority"`
	Employer        string   `json:"employer"`
	Industry        string   `json:"industry"`
	Size            string   `json:"size"`
	Place           string   `json:"place"`
	Modes           []string `json:"modes"`
	RemoteCountries []string `json:"remoteCountries"`
	Engagements     []string `json:"engagements"`
	Pay             string   `json:"pay"`
	Beside          []string `json:"beside"`
	Posted          string   `json:"posted"`
	ValidThrough    string   `json:"validThrough"`
	Interviews      []string `json:"interviews"`
	InPlace         bool     `json:"inPlace"`
	Requirements    []string `json:"requirements"`
	Values          []string `json:"values"`
	Absent          []string `json:"absent"` // of the description: who may be asked
}

// document is a text as the reader of plain text gives it.
func document(text string) *page.Document {
	b := page.NewBuilder(page.Limits{})
	for line := range strings.Lines(text) {
		b.Add(page.Line{Text: line})
	}
	return b.Document()
}

func read(text string) *advert.Result {
	return advert.Read(document(text), reading.Options{Now: now})
}

// count is how often a field was there, read, and read rightly.
type count struct{ truth, read, right int }

func (c count) String() string {
	p, r := ratio(c.right, c.read), ratio(c.right, c.truth)
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return fmt.Sprintf("%5d %5d %5d   %.3f %.3f %.3f", c.truth, c.read, c.right, p, r, f)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// fields are those of the table, in its order.
var fields = []string{"title", "seniority", "employer", "industry", "size", "place", "modes", "remote countries", "engagements", "pay", "beside",
	"posted", "valid through", "interviews", "in place of education",
	"values", "title asked", "experience", "degree", "certificates", "languages", "industries", "evidence", "skills", "skills: nice", "skills: " +
		"necessity", "skills: level", "skills: months"}

// table counts the fields of the adverts of one half.
type table map[string]*count

// one counts a field that has one value.
func (t table) one(field, want, got string) string {
	c := t[field]
	if want != "" {
		c.truth++
	}
	if got != "" {
		c.read++
	}
	if want != "" && want == got {
		c.right++
	}
	if want != got {
		return fmt.Sprintf("  %s: %q, want %q\n", field, got, want)
	}
	return ""
}

// many counts a field that is a set.
func (t table) many(field string, want, got []string) string {
	c := t[field]
	c.truth += len(want)
	c.read += len(got)
	var missed, wrong []string
	for _, w := range want {
		if slices.Contains(got, w) {
			c.right++
		} else {
			missed = append(missed, w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			wrong = append(wrong, g)
		}
	}
	if len(missed)+len(wrong) > 0 {
		return fmt.Sprintf("  %s: missed %q, wrong %q\n", field, missed, wrong)
	}
	return ""
}

func cityOf(p string) string {
	if c, ok := gazetteer.Default().Find(p, "", ""); ok {
		return fmt.Sprint(c.ID)
	}
	return p
}

func texts[T fmt.Stringer](list []T) []string {
	var out []string
	for _, x := range list {
		out = append(out, x.String())
	}
	return out
}

// payOf writes pay as the truth has it.
func payOf(p *profiles.Pay) string {
	switch {
	case p == nil:
		return ""
	case p.Max == 0:
		return fmt.Sprintf("%d %s %s", p.Min/100, p.Currency, p.Period)
	case p.Min == 0:
		return fmt.Sprintf("up %d %s %s", p.Max/100, p.Currency, p.Period)
	}
	return fmt.Sprintf("%d-%d %s %s", p.Min/100, p.Max/100, p.Currency, p.Period)
}

// check counts the fields of one advert and says what is otherwise.
func (t table) check(tt *testing.T, w truth, got *profiles.Role) string {
	tax := taxonomy.Default()
	var b strings.Builder
	b.WriteString(t.one("title", w.Title, got.Title.Name))
	b.WriteString(t.one("seniority", w.Seniority, got.Seniority.String()))
	b.WriteString(t.one("employer", w.Employer, got.Employer.Name))
	b.WriteString(t.one("industry", w.Industry, got.Employer.Industry.Concept))
	b.WriteString(t.one("size", w.Size, got.Employer.Size))
	place := ""
	if got.Place != nil {
		place = cityOf(got.Place.City + ", " + got.Place.Region + ", " + got.Place.Country)
	}
	b.WriteString(t.one("place", cityOf(w.Place), place))
	b.WriteString(t.many("modes", w.Modes, texts(got.Modes)))
	b.WriteString(t.one("remote countries", strings.Join(w.RemoteCountries, " "), strings.Join(got.RemoteCountries, " ")))
	b.WriteString(t.many("engagements", w.Engagements, texts(got.Engagements)))
	b.WriteString(t.one("pay", w.Pay, payOf(got.Pay)))
	for _, x := range w.Beside {
		t["beside"].truth++
		if got.Pay != nil && strings.Contains(strings.ToLower(got.Pay.Beside), strings.ToLower(x)) {
			t["beside"].right++
			t["beside"].read++
		} else {
			fmt.Fprintf(&b, "  beside: missed %q\n", x)
		}
	}
	b.WriteString(t.one("posted", w.Posted, got.Posted.String()))
	b.WriteString(t.one("valid through", w.ValidThrough, got.ValidThrough.String()))
	b.WriteString(t.many("interviews", w.Interviews, texts(got.Interviews)))
	inPlace := map[bool]string{true: "true"}
	b.WriteString(t.one("in place of education", inPlace[w.InPlace], inPlace[got.ExperienceInPlaceOfEducation != nil && *got.ExperienceInPlaceOfEducation]))
	var want []string
	for _, v := range w.Values {
		no, ok := tax.Resolve(taxonomy.Value, v)
		if !ok {
			tt.Errorf("the truth names a value that is unknown: %q", v)
			continue
		}
		want = append(want, tax.Concept(no).ID)
	}
	var have []string
	for _, v := range got.Values {
		have = append(have, v.Concept)
	}
	b.WriteString(t.many("values", want, have))
	b.WriteString(t.asked(tt, w, got))
	return b.String()
}

// wanted is one requirement of the truth: "must skill PyTorch | JAX level=4".
type wanted struct {
	need, kind, key string
	values          map[string]int
}

var kinds = map[string]taxonomy.Kind{"skill": taxonomy.Skill, "cert": taxonomy.Certification, "title": taxonomy.Title, "language": taxonomy.Language,
	"industry": taxonomy.Industry}

// parse reads a requirement of the truth.
func parse(t *testing.T, line string) wanted {
	t.Helper()
	words := strings.Fields(line)
	w := wanted{need: words[0], kind: words[1], values: map[string]int{}}
	var names []string
	var tail []string
	for _, x := range words[2:] {
		if k, v, ok := strings.Cut(x, "="); ok {
			if n, err := strconv.Atoi(v); err == nil {
				w.values[k] = n
			} else {
				tail = append(tail, x)
			}
			continue
		}
		names = append(names, x)
	}
	var ids []string
	if k, ok := kinds[w.kind]; ok {
		for _, n := range strings.Split(strings.Join(names, " "), "|") {
			n = strings.TrimSpace(n)
			no, ok := taxonomy.Default().Resolve(k, n)
			if !ok && k == taxonomy.Title {
				ids = append(ids, n)
				continue
			}
			if !ok {
				t.Errorf("the truth names a %s that is unknown: %q", w.kind, n)
				ids = append(ids, n)
				continue
			}
			ids = append(ids, taxonomy.Default().Concept(no).ID)
		}
	} else {
		ids = names
	}
	slices.Sort(ids)
	w.key = strings.Join(append(ids, tail...), " | ")
	return w
}

// readAs is a requirement that was read, in the words of the truth.
func readAs(q profiles.Requirement) wanted {
	w := wanted{need: q.Necessity.String(), kind: q.Kind.String(), values: map[string]int{"level": int(q.Level), "months": q.Months}}
	if q.Kind == profiles.ReqCertification {
		w.kind = "cert"
	}
	var ids []string
	for _, r := range append([]profiles.Ref{q.Ref}, q.AnyOf...) {
		id := r.Concept
		if q.Kind == profiles.ReqTitle && id == "" {
			if no, _, ok := taxonomy.Default().ParseTitle(r.Name); ok {
				id = taxonomy.Default().Concept(no).ID
			}
		}
		if id == "" {
			id = r.Name
		}
		ids = append(ids, id)
	}
	for _, e := range q.Evidence {
		ids = append(ids, e.String())
	}
	switch q.Kind {
	case profiles.ReqExperience:
		ids = nil
	case profiles.ReqDegree:
		ids = []string{"isced=" + q.ISCED.String()}
	case profiles.ReqEvidence:
		ids = ids[1:]
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
	}
	slices.Sort(ids)
	if q.Kind == profiles.ReqTitle && q.Seniority != 0 {
		ids = append(ids, "seniority="+q.Seniority.String())
	}
	if q.Kind == profiles.ReqLanguage && q.CEFR != 0 {
		ids = append(ids, "cefr="+q.CEFR.String())
	}
	w.key = strings.Join(ids, " | ")
	return w
}

var fieldOf = map[string]string{"cert": "certificates", "title": "title asked", "language": "languages", "industry": "industries",
	"experience": "experience", "degree": "degree", "evidence": "evidence"}

// asked counts requirements. What only tasks name, which is nice to have, is counted apart from the skills that are asked for.
func (t table) asked(tt *testing.T, w truth, got *profiles.Role) string {
	var b strings.Builder
	var want, have []wanted
	for _, line := range w.Requirements {
		want = append(want, parse(tt, line))
	}
	for _, q := range got.Requirements {
		have = append(have, readAs(q))
	}
	for _, kind := range []string{"title", "experience", "degree", "cert", "language", "industry", "evidence"} {
		b.WriteString(t.many(fieldOf[kind], lines(want, kind, true), lines(have, kind, true)))
	}
	b.WriteString(t.many("skills", lines(want, "skill", false), lines(have, "skill", false)))
	t.split(want, have)
	for _, x := range want {
		i := slices.IndexFunc(have, func(h wanted) bool { return h.kind == "skill" && h.kind == x.kind && h.key == x.key })
		if i < 0 {
			continue
		}
		b.WriteString(t.one("skills: necessity", x.key+" "+x.need, x.key+" "+have[i].need))
		for _, v := range []string{"level", "months"} {
			text := func(n int) string {
				if n == 0 {
					return ""
				}
				return fmt.Sprint(x.key, " ", n)
			}
			b.WriteString(t.one("skills: "+v, text(x.values[v]), text(have[i].values[v])))
		}
	}
	return b.String()
}

// split counts the skills that are more than nice to have, or are so in the truth.
func (t table) split(want, have []wanted) {
	soft := func(list []wanted) (out []string) {
		for _, w := range list {
			if w.kind == "skill" && w.need == "nice" {
				out = append(out, w.key)
			}
		}
		return out
	}
	t.many("skills: nice", soft(want), soft(have))
}

// lines are the requirements of a kind; exact ones with their necessity and months.
func lines(list []wanted, kind string, exact bool) (out []string) {
	for _, w := range list {
		if w.kind != kind {
			continue
		}
		s := w.key
		if exact {
			s = w.need + " " + s
			if kind == "experience" {
				s += fmt.Sprint(" ", w.values["months"])
			}
		}
		out = append(out, strings.TrimSpace(s))
	}
	return out
}

func TestFieldsOfTheAdverts(t *testing.T) {
	var out strings.Builder
	out.WriteString("Fields of the adverts in testdata: of the truth, read, right; precision, recall, F1.\n")
	for _, half := range []string{"seen", "aside"} {
		files, err := filepath.Glob(filepath.Join("testdata", half, "*.txt"))
		if err != nil || len(files) < 10 {
			t.Fatalf("%d adverts: %v", len(files), err)
		}
		counts := table{}
		for _, f := range fields {
			counts[f] = &count{}
		}
		var said strings.Builder
		for _, file := range files {
			said.WriteString(checkFile(t, counts, file))
		}
		fmt.Fprintf(&out, "\n%s: %d adverts\n", half, len(files))
		all := count{}
		for _, f := range fields {
			fmt.Fprintf(&out, "  %-24s %s\n", f, counts[f])
			if f != "skills: nice" {
				all.truth, all.read, all.right = all.truth+counts[f].truth, all.read+counts[f].read, all.right+counts[f].right
			}
		}
		fmt.Fprintf(&out, "  %-24s %s\n", "all", all)
		if half == "seen" || os.Getenv("ASIDE") != "" {
			t.Log(half + "\n" + said.String())
		}
	}
	compare(t, "testdata/golden.txt", out.String())
}

func checkFile(t *testing.T, counts table, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var w truth
	if err := json.Unmarshal(facts, &w); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	got := read(string(text))
	for _, a := range w.Absent {
		if strings.Contains(got.Role.Description, a) {
			t.Errorf("%s: the description says whom to ask: %q", file, a)
		}
	}
	got.Role.ID = "x"
	if err := got.Role.Validate(now); err != nil {
		t.Errorf("%s: %v", file, err)
	}
	if said := counts.check(t, w, got.Role); said != "" {
		return filepath.Base(file) + "\n" + said
	}
	return ""
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (renew with -update); got\n%s", file, got)
	}
}
