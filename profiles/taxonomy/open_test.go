package taxonomy_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func TestTheOpenPartResolves(t *testing.T) {
	tx := taxonomy.Default()
	for _, c := range []struct {
		kind       taxonomy.Kind
		name, want string
	}{
		{taxonomy.Skill, "manage musical staff", "manage musical staff"},
		{taxonomy.Skill, "Coordinate duties of musical staff", "manage musical staff"},
		{taxonomy.Skill, "QuickBooks", "Intuit QuickBooks"},
		{taxonomy.Skill, "Python (computer programming)", "Python"},
		{taxonomy.Title, "Beekeeper", "bee breeder"},
		{taxonomy.Title, "Senior Psychiatric Nurse", "Advanced Practice Psychiatric Nurses"},
		{taxonomy.Title, "wind turbine technician", "Wind Turbine Service Technicians"},
	} {
		n, ok := tx.Resolve(c.kind, c.name)
		if !ok {
			t.Errorf("%q does not resolve", c.name)
			continue
		}
		if got := tx.Concept(n).Label; got != c.want {
			t.Errorf("%q is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestIdsOfOtherSchemesAreTheConcept(t *testing.T) {
	tx := taxonomy.Default()
	python, _ := tx.ByID("skill/python")
	for _, id := range []string{"http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d"} {
		if n, ok := tx.ByID(id); !ok || n != python {
			t.Errorf("%s is %d, want Python", id, n)
		}
	}
	if n, ok := tx.ByID("15-2051.00"); !ok || tx.Concept(n).Label != "Data Scientist" {
		t.Errorf("O*NET 15-2051.00 is %d", n)
	}
	if n, ok := tx.Ref(taxonomy.Skill, profiles.Ref{Concept: "http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab"}); !ok ||
		tx.Concept(n).Label != "manage musical staff" {
		t.Errorf("a reference by ESCO URI is %d", n)
	}
}

func TestTheOpenPartHasWhatIsPromised(t *testing.T) {
	tx := taxonomy.Default()
	esco, onet, also := 0, 0, 0
	for _, k := range []taxonomy.Kind{taxonomy.Skill, taxonomy.Title} {
		for _, n := range tx.Of(k) {
			switch c := tx.Concept(n); {
			case strings.HasPrefix(c.ID, "http://data.europa.eu/esco/"):
				esco++
			case c.Open:
				onet++
			default:
				also++
			}
		}
	}
	if esco < 15_500 || onet < 10_000 || also < 800 {
		t.Errorf("%d of ESCO, %d of others, %d of the overlay", esco, onet, also)
	}
	usual := 0
	for _, n := range tx.Of(taxonomy.Title) {
		if len(tx.Concept(n).Skills) >= 10 {
			usual++
		}
	}
	if usual < 80 {
		t.Errorf("%d titles have usual skills: ESCO relates 91 ICT occupations", usual)
	}
}

func TestNamesOfTheOpenPartCountInText(t *testing.T) {
	tx := taxonomy.Default()
	for text, want := range map[string]string{
		"On tour I coordinate events and manage musical staff": "coordinate events, manage musical staff",
		"Drawings in Adobe Photoshop and SolidWorks":           "Adobe Photoshop, SolidWorks",
		"we manage musical tastes":                             "",
		"we keep quickbooks for her":                           "",
		"Trained machine learning models":                      "Machine learning",
	} {
		var got []string
		for _, s := range tx.Extract(text) {
			got = append(got, text[s.Start:s.End])
		}
		if !strings.EqualFold(strings.Join(got, ", "), want) {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, ", "), want)
		}
	}
}

func TestNamesListsWhatSourcesSay(t *testing.T) {
	tx := taxonomy.Default()
	n, _ := tx.Resolve(taxonomy.Skill, "manage musical staff")
	names, err := tx.Names(n)
	if err != nil || !strings.Contains(strings.Join(names, "|"), "coordinate duties of musical staff") {
		t.Errorf("%q, %v", names, err)
	}
	k, _ := tx.ByID("skill/kubernetes")
	if names, err := tx.Names(k); err != nil || !strings.Contains(strings.Join(names, "|"), "K8s") {
		t.Errorf("%q, %v", names, err)
	}
}

func TestSuggest(t *testing.T) {
	tx := taxonomy.Default()
	for _, c := range []struct {
		kind        taxonomy.Kind
		typed, want string // the first
	}{
		{taxonomy.Skill, "kubern", "Kubernetes"},
		{taxonomy.Skill, "pyto", "PyTorch"},
		{taxonomy.Skill, "kubernets", "Kubernetes"},
		{taxonomy.Skill, "Tensrflow", "TensorFlow"},
		{taxonomy.Skill, "postgers", "PostgreSQL"},
		{taxonomy.Title, "mlops eng", "MLOps Engineer"},
		{taxonomy.Certification, "ckad", "Certified Kubernetes Application Developer"},
	} {
		got := tx.Suggest(c.kind, c.typed, 3)
		if len(got) == 0 || tx.Concept(got[0]).Label != c.want {
			labels := []string{}
			for _, n := range got {
				labels = append(labels, tx.Concept(n).Label)
			}
			t.Errorf("%q: %q, want %q first", c.typed, labels, c.want)
		}
	}
	for _, typed := range []string{"", "   ", "!!", "xqzzvw"} {
		if got := tx.Suggest(taxonomy.Skill, typed, 5); len(got) != 0 {
			t.Errorf("%q suggests %v", typed, got)
		}
	}
	if got := tx.Suggest(taxonomy.Skill, "a", 7); len(got) != 7 {
		t.Errorf("%d suggestions for a, want 7", len(got))
	}
}

// damaged is the shipped directory with one file replaced.
func damaged(t *testing.T, name, content string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("data"), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(os.DirFS("data"), p)
		out[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	out[name] = &fstest.MapFile{Data: []byte(content)}
	return out
}

func TestADamagedOpenPartIsRefusedWithItsLine(t *testing.T) {
	for content, want := range map[string]string{
		"esco:1\tone\tpractice\t\t\t\t\nesco:2\ttwo\n":                     "skills.tsv:2",
		"esco:1\tone\tpractice\t\t\timplies 95 skill/python me\t\n":        "skills.tsv:1",
		"esco:1\tone\tpractice\t\t\timplies 60 skill/nothing me\t\n":       "skill/nothing",
		"esco:1\tone\tpractice\t\t\timplies 60 skill/python\t\n":           "no edge",
		"skill/of-somebody\t\t\t\t\t\t\n":                                  "skill/of-somebody",
		"esco:1\tone\tpractice\t\t\t\t\tand more\n":                        "skills.tsv:1",
		"esco:1\tone\tpractice\t\t\timplies 60 title/data-engineer me\t\n": "title/data-engineer",
	} {
		_, err := taxonomy.Load(damaged(t, "open/skills.tsv", content))
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
}
