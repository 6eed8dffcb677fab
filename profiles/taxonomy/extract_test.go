package taxonomy_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/profiles/taxonomy"
)

// found lists the skills of a text as ids without prefix, each as often as it is named.
func found(text string) []string {
	tx := taxonomy.Default()
	ids := []string{}
	for _, s := range tx.Extract(text) {
		ids = append(ids, strings.TrimPrefix(tx.Concept(s.No).ID, "skill/"))
	}
	return ids
}

func TestExtractFindsTheSkillsOfASentence(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Built services in Go and Python", "go python"},
		{"Go", "go"},
		{"- Go\n- Rust\n", "go rust"},
		{"• R\n• SAS", "r sas"},
		{"Backend work in Go.", "backend-development go"},
		{"Go developer wanted", "go"},
		{"Golang services", "go"},
		{"written in Go to handle load", "go"},
		{"Python, R, SQL", "python r sql"},
		{"Python and R for analysis", "python r"},
		{"knowledge of R is a plus", "r"},
		{"using R to build reports", "r"},
		{"R programming and SAS programming", "r sas"},
		{"Languages: C, C++, C#", "c cpp csharp"},
		{"firmware in C", "embedded-systems c"},
		{"C/C++ on Linux", "cpp linux"},
		{"modern C++17 code", "cpp"},
		{"C# and .NET Core", "csharp dotnet"},
		{"ASP.NET applications", "dotnet"},
		{"experience with Spark on EMR clusters", "spark emr"},
		{"Spark, Kafka, Flink", "spark kafka flink"},
		{"Spark-based pipelines", "spark"},
		{"PySpark jobs", "spark"},
		{"Java/Scala/Spark", "java scala spark"},
		{"Go services handling 10k rps", "go"},
		{"strong Go skills", "go"},
		{"Skills: R", "r"},
		{"Tech stack: Go\nTeam: five", "go"},
		{"Postgres15 and MySQL8", "postgresql mysql"},
		{"Haskell, Go, OCaml", "haskell go ocaml"},
		{"React and TypeScript", "react typescript"},
		{"React.js front end", "react frontend-development"},
		{"built with React Native", "react-native"},
		{"Swift developer for iOS", "swift"},
		{"Kotlin, Swift, Flutter", "kotlin swift flutter"},
		{"Rust or C++", "rust cpp"},
		{"Excel, Power BI, Tableau", "excel power-bi tableau"},
		{"reports in Excel", "excel"},
		{"Excel macros in VBA", "excel vba"},
		{"Looker dashboards", "looker"},
		{"dbt, Looker and Snowflake", "dbt looker snowflake"},
		{"Pandas, NumPy and scikit-learn", "pandas numpy scikit-learn"},
		{"pandas, numpy, sklearn", "pandas numpy scikit-learn"},
		{"Helm charts on Kubernetes", "helm kubernetes"},
		{"Helm, Argo CD, Terraform", "helm argo-cd terraform"},
		{"Ansible, Chef, Puppet", "ansible chef puppet"},
		{"Flask or FastAPI", "flask fastapi"},
		{"Airflow, Dagster, Prefect", "airflow dagster prefect"},
		{"feature store (Feast, Tecton)", "feature-store feast tecton"},
		{"Ray Serve and Dask", "ray dask"},
		{"Dask, Ray, Spark", "dask ray spark"},
		{"Julia, Python, MATLAB", "julia python matlab"},
		{"Make, Bash, Git", "make bash git"},
		{"CI/CD with GitHub Actions", "ci-cd github-actions"},
		{"CI / CD pipelines", "ci-cd"},
		{"A/B testing at scale", "ab-testing"},
		{"A/B-tests and Node.js", "ab-testing nodejs"},
		{"k8s, Docker & Postgres", "kubernetes docker postgresql"},
		{"Retrieval-Augmented Generation (RAG)", "rag rag"},
		{"fine-tuned LLMs with LoRA fine-tuning", "llm lora"},
		{"GenAI and prompt engineering", "generative-ai prompt-engineering"},
		{"GPT-4 and gpt-4o agents", "llm llm"},
		{"Arabic NLP and information retrieval", "arabic-nlp information-retrieval"},
		{"CI/CD for ML, drift detection", "ci-cd-ml drift-detection"},
		{"responsible AI, EU AI Act, ISO 42001", "responsible-ai eu-ai-act iso-42001"},
		{"explainability (SHAP, LIME)", "explainability shap lime"},
		{"Python 3.11, Python3", "python python"},
		{"natural\nlanguage processing", "nlp"},
		{"natural language\tprocessing", "nlp"},
		{"machine‑learning models", "machine-learning"},
		{"Erfahrung in Maschinelles Lernen und Python", "machine-learning python"},
		{"vector database", "vector-database"},
		{"microservice", "microservices"},
		{"Weights & Biases; MLflow", "weights-and-biases mlflow"},
		{"REST APIs, gRPC", "rest-api grpc"},
		{"Amazon SageMaker, Vertex AI and Azure ML", "sagemaker vertex-ai azure-ml"},
		{"reinforcement learning from human feedback", "rlhf"},
		{"Terraform/Ansible", "terraform ansible"},
		{"languages such as Rust, and so on", "rust"},
		// What the words around a name speak against is not taken, whatever else is in the list.
		{"Python, Go live, SQL", "python sql"},
		{"Docker, Make sure of it, Git", "docker git"},
		{"SQL and Excel at it", "sql"},
		{"Python, C-level, SQL", "python sql"},
		{"Python, Series C, SQL", "python sql"},
		{"Kubernetes, Access to GPUs, Docker", "kubernetes docker"},
		{"Python, R&D, Java", "python java"},
		{"Python/Go-to-market", "python"},
		{"pair with Julia on Python", "python"},
		{"pair with Claude on Python", "python"},
		{"pair with Rust on Python", "rust python"},
	} {
		if got := strings.Join(found(c.text), " "); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestExtractLeavesOrdinaryWordsAlone(t *testing.T) {
	for _, text := range []string{
		"own the go-to-market plan", "Go-to-market lead", "we go live in May", "Go live in May", "Go ahead and apply",
		"Let us go", "ready to Go Live", "R&D budget", "head of R&D", "AT&T and R & D", "C-level stakeholders", "Series C startup",
		"after our Series C, growth", "Vitamin C", "vitamin C and D", "Class C office", "Section C of the contract", "C-suite",
		"Plan C", "Grade: C", "Blood group: C", "Tools: Make sure", "Languages: Go live in May", "Note: Excel at work",
		"Answer: R", "Status: Go", "Skills: React quickly when plans change", "hepatitis C", "excel at cooking", "Excel at cooking", "You will Excel in a fast team",
		"Spark a change", "Spark joy", "spark a conversation", "Make sure it works", "Make it happen", "make a difference",
		"rust-free steel", "Rust never sleeps", "swift delivery", "Swift response times", "Taylor Swift", "React to feedback",
		"react quickly", "Access to data", "access to a car", "Word of mouth", "keep your word", "Chef de cuisine", "head chef",
		"a chef in the kitchen", "Julia Roberts", "with Julia Roberts", "work with Ray Charles", "a ray of light", "Dash to the exit",
		"dash of salt", "at the helm", "Helm of the ship", "a flask of tea", "the prefect of the city", "a feast for all",
		"a pandas exhibition", "red pandas in the zoo", "an onlooker", "Looker on", "carry the torch", "the rest of the team",
		"500 ml of water", "rag doll", "status is a bit of a puppet show", "Ruby ring", "Vault of the bank", "Express delivery",
		"Spring is here", "a gem of ruby", "at node level of care", "Dr. Claude Monet", "under a Cypress tree", "under a Gemini star",
		"Scala theatre in Milan", "Opera at the Scala", "lime juice", "Access Road 5", "cooked with Chef Ramsay", "scored a B or C", "Type C plug", "USB C cable",
		"the SAS airline", "Go!", "Ready, set, go",
	} {
		if got := found(text); len(got) > 0 {
			t.Errorf("%q names %v", text, got)
		}
	}
}

func TestExtractGivesTheBytesOfTheOriginal(t *testing.T) {
	text := "Müller & Söhne: KI, C++, Node.js – “Kubernetes” (k8s)"
	var got []string
	for _, s := range taxonomy.Default().Extract(text) {
		got = append(got, text[s.Start:s.End])
	}
	if want := []string{"KI", "C++", "Node.js", "Kubernetes", "k8s"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEveryNameOfASkillOnALineByItselfIsFound(t *testing.T) {
	tx := taxonomy.Default()
	for _, n := range tx.Of(taxonomy.Skill) {
		c := tx.Concept(n)
		if c.Open {
			continue // of the open part not every name counts in text
		}
		for _, name := range append([]string{c.Label}, c.Aliases...) {
			if strings.Contains(name, ":") {
				continue // no name goes over a colon: Run:ai is found as Run AI
			}
			if spans := tx.Extract("- " + name + "\n"); len(spans) != 1 || spans[0].No != n || spans[0].End-spans[0].Start != len(name) {
				t.Errorf("%q of %s: %v", name, c.ID, spans)
			}
		}
	}
}

func TestExtractTakesTheLongestPhrase(t *testing.T) {
	for text, want := range map[string]string{
		"deep learning framework":       "deep-learning-framework",
		"machine learning pipelines":    "ml-pipelines",
		"Azure Machine Learning Studio": "azure-ml",
		"Spark Structured Streaming":    "spark",
	} {
		if got := strings.Join(found(text), " "); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestExtractDoesNotReadOverTheEndOfASentence(t *testing.T) {
	for _, text := range []string{"a lonely machine. Learning is fun", "machine, learning", "machine\n\nlearning", "vector (database)"} {
		if got := found(text); slices.Contains(got, "machine-learning") || slices.Contains(got, "vector-database") {
			t.Errorf("%q names %v", text, got)
		}
	}
}

func TestExtractIsSafeForConcurrentUse(t *testing.T) {
	want := found(resume)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := found(resume); !slices.Equal(got, want) {
					t.Errorf("got %v, want %v", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{resume, "Go, R & C++ .NET", "..Go", "\xff\xfe", "C#", "&&&&", "日本語 Python", "é́ K8s."} {
		f.Add(s)
	}
	tx := taxonomy.Default()
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range tx.Extract(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("span %+v after %d in %q", s, end, text)
			}
			end = s.End
		}
		tx.ParseTitle(text)
		for k := taxonomy.Skill; k <= taxonomy.Value; k++ {
			tx.Resolve(k, text)
		}
	})
}
