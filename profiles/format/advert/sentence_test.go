package advert_test

import (
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
)

// asked are the requirements of an advert for a platform manager with the given lines, without that of the title, in the words of
// the truth. Labels stand for concepts.
func asked(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for i, q := range read("Platform Manager\n" + text).Role.Requirements {
		if q.Kind == profiles.ReqTitle {
			continue
		}
		names := []string{}
		for _, r := range append([]profiles.Ref{q.Ref}, q.AnyOf...) {
			names = append(names, r.Name)
		}
		s := q.Necessity.String() + " " + strings.Join(names, "|")
		if q.Kind == profiles.ReqExperience {
			s = q.Necessity.String() + " experience"
		}
		if q.Kind == profiles.ReqDegree {
			s = q.Necessity.String() + " " + q.ISCED.String()
		}
		if q.Kind == profiles.ReqEvidence {
			s = q.Necessity.String()
			for _, e := range q.Evidence {
				s += " " + e.String()
			}
		}
		for _, v := range []struct {
			sign string
			n    int
		}{{"L", int(q.Level)}, {"m", q.Months}} {
			if v.n > 0 {
				s += " " + v.sign + itoa(v.n)
			}
		}
		if q.CEFR != 0 {
			s += " " + q.CEFR.String()
		}
		if q.At == nil {
			t.Errorf("%q: requirement %d has no position", text, i)
		}
		out = append(out, s)
	}
	return out
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestWhatASentenceAsksFor(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// necessity by section
		{"Requirements\nPython", "must Python"},
		{"Your profile\nPython", "should Python"},
		{"Your profile\nPython\nNice to have\nGo language", "must Python; nice Go"},
		{"Nice to have\nPython", "nice Python"},
		{"Anforderungen:\n- Python", "must Python"},
		{"Ihr Profil\n- Python", "should Python"},
		{"Wünschenswert\n- Python", "nice Python"},
		{"Das bringen Sie mit:\n- Python", "should Python"},
		{"Profil recherché\n- Python", "should Python"},
		{"Atouts\n- Python", "nice Python"},
		{"Requisitos\n- Python", "must Python"},
		{"Se valora\n- Python", "nice Python"},
		{"Mandatory skills: Python, SQL\nGood to have: Kafka", "must Python; must SQL; nice Apache Kafka"},
		{"It would be great if you have:\n- Python", "nice Python"},
		// by wording
		{"Your profile\nPython is a must", "must Python"},
		{"Your profile\nYou must have experience with Python", "must Python"},
		{"Requirements\nPython, Kubernetes a plus", "must Python; nice Kubernetes"},
		{"Requirements\nExperience with Kafka, Flink or Pulsar is a plus", "nice Apache Kafka|Apache Flink"},
		{"Requirements\nStrong Python, Rust is a plus", "must Python; nice Rust"},
		{"Requirements\nPython (must), Terraform (nice to have)", "must Python; nice Terraform"},
		{"Requirements\nPython required and Terraform preferred", "must Python; nice Terraform"},
		{"Requirements\nIdeally you know Terraform", "nice Terraform"},
		{"Requirements\nPython; ideally with Django", "must Python; nice Django"},
		{"Ihr Profil\nTerraform-Kenntnisse sind von Vorteil", "nice Terraform"},
		{"Ihr Profil\nDocker, gerne auch Kubernetes", "should Docker; nice Kubernetes"},
		{"Ihr Profil\nPython zwingend erforderlich", "must Python"},
		{"Votre profil\nLa connaissance de Docker est un plus", "nice Docker"},
		{"Votre profil\nMaîtrise de Python indispensable", "must Python L4"},
		{"Perfil\nImprescindible: Python", "must Python"},
		{"Perfil\nSe valorará experiencia con Docker", "nice Docker"},
		{"Perfil\nNode.js y TypeScript (obligatorio)", "must Node.js; must TypeScript"},
		// denial
		{"Requirements\nPython\nJava is not required", "must Python"},
		{"Requirements\nPython\nNo Java needed", "must Python"},
		{"Requirements\nPython\nYou do not need to know Java", "must Python"},
		{"Requirements\nJava is not required but a plus", "nice Java"},
		{"Ihr Profil\nPython\nJava ist nicht erforderlich", "should Python"},
		{"Requirements\nPython; no degree required", "must Python"},
		// alternatives
		{"Requirements\nAWS, GCP or Azure", "must Amazon Web Services|Google Cloud Platform|Microsoft Azure"},
		{"Requirements\nPyTorch/TensorFlow", "must PyTorch|TensorFlow"},
		{"Requirements\nPython and SQL", "must Python; must SQL"},
		{"Requirements\nPython, SQL, and Terraform or Pulumi", "must Python; must SQL; must Terraform|Pulumi"},
		{"Requirements\nA cloud provider (e.g. AWS, GCP)", "must Amazon Web Services|Google Cloud Platform"},
		{"Requirements\nVector databases such as Milvus or Weaviate", "must Milvus|Weaviate"},
		{"Requirements\nAirflow, Dagster or similar", "must Apache Airflow|Dagster"},
		{"Requirements\nPython (pandas, NumPy)", "must Python; must pandas; must NumPy"},
		{"Ihr Profil\nErfahrung mit MLflow oder Kubeflow", "should MLflow|Kubeflow"},
		{"Perfil\nPyTorch o TensorFlow", "should PyTorch|TensorFlow"},
		{"Votre profil\nAWS ou GCP", "should Amazon Web Services|Google Cloud Platform"},
		// levels
		{"Requirements\nExpert in Python", "must Python L4"},
		{"Requirements\nBasic knowledge of SQL", "must SQL L2"},
		{"Requirements\nProficient in Python and familiar with Terraform", "must Python L3; must Terraform L2"},
		{"Requirements\nPython (expert), SQL (basic)", "must Python L4; must SQL L2"},
		{"Requirements\nExcellent Python skills and experience with SQL", "must Python L4; must SQL"},
		{"Ihr Profil\nSehr gute Kenntnisse in Python und gute Kenntnisse in SQL", "should Python L4; should SQL L3"},
		{"Ihr Profil\nGrundkenntnisse in SQL", "should SQL L2"},
		{"Perfil\nConocimientos avanzados de Docker", "should Docker L4"},
		{"Requirements\nSenior Python developer", "must Python"},
		// times
		{"Requirements\n5+ years of Python", "must Python m60"},
		{"Requirements\n3-5 years' experience with Spark", "must Apache Spark m36"},
		{"Requirements\nAt least three years of experience with Python and SQL", "must Python m36; must SQL m36"},
		{"Requirements\nPython (5+ years)", "must Python m60"},
		{"Requirements\nExperience with Python for at least 2 years", "must Python m24"},
		{"Requirements\n18 months of experience with Terraform", "must Terraform m18"},
		{"Requirements\n7+ years of professional experience", "must experience m84"},
		{"Requirements\n4 years of experience as a platform engineer", "must experience m48"},
		{"Requirements\n6 years in software engineering or DevOps", "must experience m72"},
		{"Ihr Profil\nMindestens 3 Jahre Erfahrung mit Kubernetes", "should Kubernetes m36"},
		{"Votre profil\nAu moins 5 ans d'expérience en Python", "should Python m60"},
		{"Perfil\nAl menos 3 años de experiencia con Python", "should Python m36"},
		{"About us\nWe have built software for 20 years.\nRequirements\nPython", "must Python"},
		// papers
		{"Requirements\nBachelor's or Master's degree in Computer Science or Statistics", "must bachelor"},
		{"Requirements\nPhD in machine learning preferred", "nice doctor"},
		{"Requirements\nMaster's degree required, PhD a plus", "must master; nice doctor"},
		{"Requirements\nScrum Master experience with Jira", "must Scrum; must Jira"},
		{"Ihr Profil\nAbgeschlossenes Studium der Informatik", "must bachelor"},
		{"Votre profil\nBac+5 en informatique", "must master"},
		{"Perfil\nGrado en Matemáticas", "must bachelor"},
		{"Requirements\nCKA or CKAD certification", "must Certified Kubernetes Administrator|Certified Kubernetes Application Developer"},
		{"Requirements\nAWS Certified Solutions Architect – Professional", "must AWS Certified Solutions Architect – Professional"},
		// languages
		{"Requirements\nFluent English, German B2", "must English C1; must German B2"},
		{"Ihr Profil\nVerhandlungssicheres Deutsch und gutes Englisch", "should German C1; should English B2"},
		{"Ihr Profil\nDeutsch- und Englischkenntnisse auf C1-Niveau", "should German C1; should English C1"},
		{"Votre profil\nAnglais courant", "should English C1"},
		{"Perfil\nInglés fluido", "should English C1"},
		{"Requirements\nNative Spanish speaker", "must Spanish C2"},
		{"Requirements\nKnowledge of the German market and Python", "must Python"},
		// evidence and industries
		{"Nice to have\nOpen-source contributions or publications", "nice repository paper"},
		{"Nice to have\nKaggle", "nice competition"},
		{"Requirements\nExperience in fintech or healthcare", "must Fintech|Healthcare"},
		{"Ihr Profil\nIdealerweise Erfahrung in der Versicherungsbranche", "nice Insurance"},
		{"Perfil\nExperiencia en el sector seguros", "should Insurance"},
		{"Votre profil\nUne expérience dans le secteur de la santé", "should Healthcare"},
		{"Requirements\nExperience in machine learning", "must Machine learning"},
		// what is no requirement
		{"Requirements\nPython\nYou must be a US citizen and hold a Secret clearance", "must Python"},
		{"Requirements\nPython\nVisa sponsorship is not available", "must Python"},
		{"Requirements\nPython\nEdad entre 25 y 35 años", "must Python"},
		{"About us\nWe write Rust and Elixir.\nRequirements\nPython, SQL", "must Python; must SQL"},
		{"Responsibilities\nBuild services in Rust\nRequirements\nPython, SQL", "must Python; must SQL"},
		{"Responsibilities\nBuild services in Rust with Kafka", "should Rust; should Apache Kafka"},
		{"What we offer\nGerman lessons, a MacBook and Kubernetes training\nRequirements\nPython, SQL", "must Python; must SQL"},
		// rows of tables
		{"Location | Oslo\nRequirements | Python\nSQL\nNice to have | Terraform\nBenefits | Kubernetes training", "must Python; must SQL; nice Terraform"},
		// text without lines
		{"Acme is a bank that has been lending since 1950, with branches in forty towns and a head office by the river. Your tasks: You build services in Rust and keep them running day and night. Requirements: Python and SQL. 3+ years of Kafka. Nice to have: Terraform.",
			"must Python; must SQL; must Apache Kafka m36; nice Terraform"},
		{"What we look for: • Python and a head for numbers • SQL, and the patience to read that of other people • a sense of humour, for the long nights before a release • nerves of steel. Nice to have: • Terraform",
			"must Python; must SQL; nice Terraform"},
	} {
		got := asked(t, c.text)
		want := strings.Split(c.want, "; ")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q\n got %s\nwant %s", c.text, strings.Join(got, "; "), strings.Join(want, "; "))
		}
	}
}
