package taxonomy_test

import (
	"os"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func TestParseTitle(t *testing.T) {
	for _, c := range []struct {
		text, title string // without title/; empty: unknown
		step        profiles.Seniority
	}{
		{"MLOps Engineer", "mlops-engineer", 0},
		{"Senior MLOps Engineer (m/w/d)", "mlops-engineer", profiles.Senior},
		{"ML Ops Engineer", "mlops-engineer", 0},
		{"ML Engineer", "machine-learning-engineer", 0},
		{"machine learning engineers", "machine-learning-engineer", 0},
		{"Machine-Learning Engineer", "machine-learning-engineer", 0},
		{"AI/ML Engineer", "machine-learning-engineer", 0},
		{"Sr. Machine Learning Engineer", "machine-learning-engineer", profiles.Senior},
		{"Senior Machine Learning Engineer - Remote", "machine-learning-engineer", profiles.Senior},
		{"Machine Learning Engineer (LLM) - 100% Remote - Berlin", "machine-learning-engineer", 0},
		{"Software Engineer, Machine Learning", "machine-learning-engineer", 0},
		{"Software Engineer III, Machine Learning", "machine-learning-engineer", profiles.Senior},
		{"Staff ML Engineer", "machine-learning-engineer", profiles.Staff},
		{"Senior Staff Machine Learning Engineer", "machine-learning-engineer", profiles.Staff},
		{"Principal Machine Learning Engineer", "machine-learning-engineer", profiles.Principal},
		{"Lead Machine Learning Engineer", "machine-learning-engineer", profiles.Lead},
		{"Machine Learning Engineer I", "machine-learning-engineer", profiles.Junior},
		{"Machine Learning Engineer II", "machine-learning-engineer", profiles.Mid},
		{"Machine Learning Engineer 2", "machine-learning-engineer", profiles.Mid},
		{"Machine Learning Intern", "machine-learning-engineer", profiles.Intern},
		{"Praktikant Machine Learning", "machine-learning-engineer", profiles.Intern},
		{"Generative AI Engineer", "generative-ai-engineer", 0},
		{"LLM Engineer", "generative-ai-engineer", 0},
		{"Prompt Engineer", "prompt-engineer", 0},
		{"AI Engineer", "ai-engineer", 0},
		{"Computer Vision Engineer", "computer-vision-engineer", 0},
		{"NLP Engineer", "nlp-engineer", 0},
		{"ML Researcher", "machine-learning-researcher", 0},
		{"AI Research Scientist", "machine-learning-researcher", 0},
		{"Machine Learning Scientist", "machine-learning-scientist", 0},
		{"Applied Scientist", "applied-scientist", 0},
		{"Principal Applied Scientist", "applied-scientist", profiles.Principal},
		{"Applied Scientist II", "applied-scientist", profiles.Mid},
		{"Data Engineer", "data-engineer", 0},
		{"Senior Data Engineer | Berlin", "data-engineer", profiles.Senior},
		{"Werkstudent Data Engineering (w/m/d)", "data-engineer", profiles.Intern},
		{"Team Lead Data Engineering", "data-engineer", profiles.Lead},
		{"VP, Data Engineering", "data-engineer", profiles.Director},
		{"Data Engineer/Data Scientist", "data-engineer", 0},
		{"Big Data Developer", "big-data-engineer", 0},
		{"ETL Developer", "etl-developer", 0},
		{"BI Reporting Developer", "bi-developer", 0}, // not "reporting to"
		{"Data Engineer reporting to the CTO", "data-engineer", 0},
		{"Nursing Staff at a clinic", "", 0},
		{"Lead Generation Specialist at Acme", "", 0},
		{"Data Scientist", "data-scientist", 0},
		{"DATA SCIENTIST", "data-scientist", 0},
		{"Jr. Data Scientist", "data-scientist", profiles.Junior},
		{"Entry-Level Data Scientist", "data-scientist", profiles.Junior},
		{"Mid-Level Data Scientist", "data-scientist", profiles.Mid},
		{"Associate Data Scientist", "data-scientist", profiles.Junior},
		{"Lead Data Scientist, Search & Ads", "data-scientist", profiles.Lead},
		{"Data Scientist, Senior", "data-scientist", profiles.Senior},
		{"Healthcare Data Scientist", "data-scientist", 0},
		{"Data Scientist/Engineer", "data-scientist", 0},
		{"Working Student Data Science", "data-scientist", profiles.Intern},
		{"Data Science Trainee", "data-scientist", profiles.Intern},
		{"Intern - Data Science", "data-scientist", profiles.Intern},
		{"Senior Manager, Data Science", "data-scientist", profiles.Lead},
		{"Associate Director, Data Science", "data-scientist", profiles.Director},
		{"Head of Data Science", "data-science-lead", profiles.Lead},
		{"Data Analyst (Contract)", "data-analyst", 0},
		{"Graduate Data Analyst", "data-analyst", profiles.Junior},
		{"Freelance Data Analyst", "data-analyst", 0},
		{"Datenanalyst(in)", "data-analyst", 0},
		{"Product Analyst", "product-analyst", 0},
		{"Power BI Developer", "bi-developer", 0},
		{"Analytics Engineer", "analytics-engineer", 0},
		{"Software Engineer", "software-engineer", 0},
		{"Senior Software Engineer at Microsoft", "software-engineer", profiles.Senior},
		{"Software Engineer @ Google", "software-engineer", 0},
		{"Softwareentwickler:in", "software-engineer", 0},
		{"Senior Softwareentwickler*in (m/w/d)", "software-engineer", profiles.Senior},
		{"Full-Stack Developer", "full-stack-engineer", 0},
		{"Backend Developer (Go)", "backend-engineer", 0},
		{"Tech Lead", "tech-lead", profiles.Lead},
		{"DevOps Engineer", "devops-engineer", 0},
		{"SRE", "site-reliability-engineer", 0},
		{"Platform Engineer", "platform-engineer", 0},
		{"Cloud Architect", "cloud-architect", 0},
		{"Engineering Manager, ML Platform", "engineering-manager", profiles.Lead},
		{"Director of Machine Learning", "head-of-ai", profiles.Director},
		{"CTO", "cto", profiles.Director},
		{"CTO Intern", "cto", profiles.Intern},
		{"Head of AI", "head-of-ai", profiles.Lead},
		{"CEO/President", "ceo", profiles.Director},
		{"Founder & CEO", "ceo", profiles.Director},
		{"Director", "management-executive", profiles.Director},
		{"Vice President", "management-executive", profiles.Director},
		{"Intern to the CTO", "", profiles.Intern},
		{"Assistant to the CEO", "administrative-assistant", 0},
		{"Associate Professor", "professor", 0},
		{"PhD Student", "doctoral-researcher", profiles.Junior},
		{"AI Product Manager", "ai-product-manager", 0},
		{"Scrum Master", "scrum-master", 0},
		{"IT Support", "it-support-specialist", 0},
		{"Hotel General Manager", "general-manager", profiles.Lead},
		{"Recruiter for Data Scientists", "recruiter", 0},
		{"Senior Recruiter, Data Science", "recruiter", profiles.Senior},
		{"Nursing Staff", "", 0},
		{"Lead Generation Specialist", "", 0},
		{"Senior Moonlight Dreamer", "", profiles.Senior},
		{"Moonlight Dreamer", "", 0},
		{"(m/w/d)", "", 0},
		{"", "", 0},
	} {
		tx := taxonomy.Default()
		no, step, ok := tx.ParseTitle(c.text)
		title := ""
		if ok {
			title = strings.TrimPrefix(tx.Concept(no).ID, "title/")
		}
		if title != c.title || step != c.step || ok != (no != 0) {
			t.Errorf("%q: got %q %v, want %q %v", c.text, title, step, c.title, c.step)
		}
	}
}

// TestParseTitleOfAdverts reads testdata/titles.txt, lines of "TEXT => ID STEP".
func TestParseTitleOfAdverts(t *testing.T) {
	b, err := os.ReadFile("testdata/titles.txt")
	if err != nil {
		t.Fatal(err)
	}
	tx := taxonomy.Default()
	rows := 0
	for line := range strings.Lines(string(b)) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok || strings.HasPrefix(line, "# ") {
			continue
		}
		rows++
		got := "-"
		no, step, ok := tx.ParseTitle(text)
		if ok {
			got = strings.TrimPrefix(tx.Concept(no).ID, "title/")
		}
		if got = strings.TrimSpace(got + " " + step.String()); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	if rows < 200 {
		t.Errorf("only %d rows", rows)
	}
}

func TestParseTitleNeverTakesAnOrdinaryStepForAnother(t *testing.T) {
	tx := taxonomy.Default()
	steps := []string{"Intern", "Junior", "Mid-level", "Senior", "Staff", "Principal", "Lead", "Director"}
	for i, w := range steps {
		for _, title := range []string{"Data Engineer", "Applied Scientist", "Moonlight Dreamer"} {
			if _, step, _ := tx.ParseTitle(w + " " + title); int(step) != i+1 {
				t.Errorf("%s %s: step %v", w, title, step)
			}
		}
	}
}

func TestEveryNameOfATitleParses(t *testing.T) {
	tx := taxonomy.Default()
	for _, n := range tx.Of(taxonomy.Title) {
		c := tx.Concept(n)
		for _, name := range append([]string{c.Label}, c.Aliases...) {
			texts := []string{name, name + " (m/w/d)", name + ", Berlin"}
			if c.Open {
				texts = texts[:1]
			}
			for _, text := range texts {
				if got, step, ok := tx.ParseTitle(text); !ok || got != n || step < c.Seniority && step != profiles.Intern {
					t.Errorf("%q: %d %v, want %s", text, got, step, c.ID)
				}
			}
		}
	}
}

func TestAVeryLongTitleIsReadInPart(t *testing.T) {
	tx := taxonomy.Default()
	if no, _, ok := tx.ParseTitle("Data Engineer, " + strings.Repeat("x ", 5000)); !ok || tx.Concept(no).ID != "title/data-engineer" {
		t.Errorf("got %d %v", no, ok)
	}
}
