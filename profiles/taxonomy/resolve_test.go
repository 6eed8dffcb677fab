package taxonomy_test

import (
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// resolveCases are lines of an id and the texts that resolve to it; the id "-" is for texts that resolve to nothing.
var resolveCases = map[taxonomy.Kind]string{
	taxonomy.Skill: `
python: Python | python | PYTHON | Python 3 | Python 3.11 | python3 | Python v3.12 | Python programming | Python (programming language)
go: Go | Golang | go | GoLang | Go 1.26
r: R | r | R 4.2 | R programming
c: C | c | C99
cpp: C++ | c++ | C++17 | CPP | Modern C++ | C/C++
csharp: C# | c# | C Sharp | CSharp
dotnet: .NET | .NET Core | dotnet | .net 8 | ASP.NET
nodejs: Node.js | Node JS | node-js | NodeJS | node
scikit-learn: scikit-learn | scikit learn | sklearn | Scikit-Learn
kubernetes: Kubernetes | K8S | k8s | Kubernetes (K8s) | kubernetes clusters
postgresql: PostgreSQL | Postgres | PostgreSQL 15 | postgre-sql
pytorch: PyTorch | Py Torch | torch | PyTorch 2.1 | pytorch (2.x)
tensorflow: TensorFlow | Tensor Flow | TensorFlow 2.x | tensorflow2
generative-ai: GenAI | Gen AI | Generative AI | generative-AI
llm: LLM | LLMs | Large Language Models | large language model | GPT-4 | GPT | ChatGPT
rag: RAG | Retrieval-Augmented Generation | retrieval augmented generation
lora: LoRA | QLoRA | LoRA fine-tuning
ci-cd: CI/CD | CICD | CI-CD | ci / cd | Continuous Integration
ci-cd-ml: CI/CD for ML | CI/CD for machine learning
ab-testing: A/B testing | AB Testing | a/b tests
aws: AWS | Amazon Web Services | AWS (Amazon Web Services) | Amazon Web Services (AWS)
gcp: GCP | Google Cloud | Google Cloud Platform (GCP)
azure: Azure | Microsoft Azure
terraform: Terraform | terraform 1.5 | HashiCorp Terraform
kafka: Kafka | Apache Kafka | apache kafka
airflow: Airflow | Apache Airflow | airflow
spark: Spark | PySpark | Apache Spark 3.5
model-deployment: Deployment | model deployment | Deploying ML models
observability: Monitoring | Observability
model-monitoring: Model monitoring | ML monitoring
ai-governance: AI governance | ethical AI governance
responsible-ai: Responsible AI | ethical AI | AI Ethics
eu-ai-act: EU AI Act | AI Act
nist-ai-rmf: NIST AI RMF
machine-learning: Machine Learning | machine-learning | ML | Machine Learning (ML) | Maschinelles Lernen
arabic-nlp: Arabic NLP
vector-database: vector database | Vector DBs | vector stores
s3: S3 | AWS S3
quantisation: quantization | Quantisation
data-visualisation: Data Visualization | data visualisation
react: React | React.js | ReactJS | React 18
java: Java | Java 8 | Java 17 | Core Java
excel: Excel | MS Excel | Microsoft Excel 2019
angular: Angular | Angular 2+
-: Underwater basket weaving | Py | + | # | ... | 3.11 | R2`,
	taxonomy.Certification: `
ai-900: AI-900 | AI 900 | Microsoft AI-900 | Microsoft Certified: Azure AI Fundamentals (AI-900) | AI-900: Microsoft Azure AI Fundamentals
cka: CKA | Certified Kubernetes Administrator | CKA: Certified Kubernetes Administrator | Certified Kubernetes Administrator (CKA)
aws-saa: AWS Certified Solutions Architect - Associate | AWS Certified Solutions Architect – Associate | SAA-C03
gcp-pmle: Google Cloud Professional Machine Learning Engineer | Professional Machine Learning Engineer | Google Professional ML Engineer
pmp: PMP | PMP certification | Project Management Professional (PMP)®
databricks-ml-associate: Databricks Certified Machine Learning Associate
iapp-aigp: AIGP | IAPP AIGP
cipp-e: CIPP/E
terraform-associate: HashiCorp Certified: Terraform Associate (003)
-: Swimming badge | certification`,
	taxonomy.Degree: `
bachelor: Bachelor | BSc | B.Sc. | BS | B.Tech | B.Tech. in ECE | Bachelor of Science in Computer Science | BSc (Hons) Mathematics | a Bachelor's degree
bachelor: Bachelor's Degree in Computer Science, Information Systems, or related field | Bachelor’s degree | B.S. Physics
master: Master | MSc | M.Eng | Master of Science, Statistics | M.S., Computer Science | Diplom-Ingenieur (FH) | Dipl.-Ing. Maschinenbau | M. Sc. Informatik
mba: MBA | Master of Business Administration | M.B.A. Finance
doctor: PhD | Ph.D. Physics | Dr. rer. nat. | Doctor of Philosophy (PhD) | Doctorate in Economics
associate: Associate of Applied Science | Associate's degree in nursing
high-school: Abitur | High school diploma or equivalent | High School
bachelor: B.A. | BA (Hons) Economics | B.Eng. (Hons) | B.E. Computer Science | BCA | BSc (Hons) | A.B. | S.B. in Mathematics | LL.B. | Degree in Physics
bachelor: Licence | Licence professionnelle | Licence de mathématiques | Licence en informatique | Bac+3 | Bachelor universitaire de technologie | B.U.T.
bachelor: Grado en Ingeniería Informática | Doble Grado en Matemáticas | Licenciatura en Física | Licenciado en Economía | Diplomatura | Ingeniería Técnica
bachelor: Diplom (FH) | Dipl. (FH) | Diplom-Betriebswirt (BA) | Bakkalaureus | Abgeschlossenes Hochschulstudium | Bachelorabschluss | Laurea triennale
bachelor: HBO | Licencjat | Lisans | 本科 | College degree | Four-year degree | Honours degree | B.Tech (Hons)
master: M.Tech | M.Tech. in CSE | MCA | MPhil | M.Phil. Physics | MEng | MEng (Hons) | MSci | MPhys | LLM | LL.M. | Master of Laws | MFA | MSBA | S.M.
master: Diplom | Diplom-Informatiker | Diplom in Mathematik | Dipl.-Wirtsch.-Inf. | Dipl.-Phys. | Diplomingenieur | Magister Artium | Mag. rer. nat.
master: Staatsexamen | 1. Staatsexamen | Zweites Staatsexamen | Lizentiat | Masterabschluss
master: Maîtrise | Maîtrise en droit | DEA | DESS | Diplôme d'ingénieur | Ingénieur diplômé | Grande école | Mastère Spécialisé | Master 2 | Bac+5 | MIAGE
master: Máster en Big Data | Máster universitario en Estadística | Maestría en Ciencias | Ingeniería Superior | Magíster | Laurea magistrale | Mestrado
master: mgr inż. | Civilingenjör | Yüksek Lisans | 硕士 | Integrated Master | Cand. scient. | Drs. | Specialist degree
mba: Executive MBA | PGDM | EMBA | MBA in Finance | Master in Business Administration | Post Graduate Diploma in Management
doctor: DPhil | D.Phil. in Engineering Science | EngD | DBA | Dr.-Ing. | Dr. Ing. Informatik | Dr. phil. | Dr. iur. | Dr. sc. ETH | Promotion in Physik | Habilitation
doctor: Doctorat | Doctorat en informatique | Thèse de doctorat | HDR | Doctorado en Matemáticas | Doctor en Física | Doutorado | Dottorato di ricerca | Candidate of Sciences | 博士
medical: MBBS | M.B.B.S. | Doctor of Medicine | Staatsexamen Medizin | Juris Doctor | PharmD
postgraduate-diploma: PGDip | Postgraduate diploma in Data Science | Graduate certificate | PGCE | Posgrado en Big Data | CAS | Pós-graduação | Diplôme universitaire
master-craftsman: Meister | Industriemeister | Staatlich geprüfter Techniker | Betriebswirt IHK | Höhere Fachschule | Techniker HF
associate: HND | HNC | Foundation degree | FdSc | BTS | DUT | DEUG | CPGE | Técnico Superior | Grado Superior | CFGS | Formación Profesional de Grado Superior
associate: A.A.S. | Associate's | Advanced diploma | Higher National Certificate in Computing | Tecnólogo | Two-year degree
vocational: Formación Profesional | FP | Ciclo Formativo de Grado Medio | CAP | BEP | Ausbildung zum Fachinformatiker | Fachinformatiker für Systemintegration
vocational: Berufsausbildung | NVQ Level 3 | BTEC National Diploma | ITI | Informatiker EFZ | Diploma in Electronics | Lehre
certificate-of-higher-education: Coding bootcamp | Data science bootcamp | Certificado de Profesionalidad | Brevet professionnel | Titre professionnel
high-school: Fachabitur | Matura | Berufsmatura | Bachillerato | Baccalauréat scientifique | Bac S | Bac pro | A levels | 12th | 10+2 | GED | VWO | Class XII
lower-secondary: Mittlere Reife | Realschulabschluss | ESO | Educación Secundaria Obligatoria | Brevet des collèges | GCSEs | 10th | SSLC
primary-school: Grundschule | Primary school | École primaire | Educación Primaria
no-schooling: No formal education | Ohne Schulabschluss | Sans diplôme
-: Computer Science | Physics at Bachelor level | Engineer | Data`,
	taxonomy.Language: `
en: English | en | en-US | English (fluent) | English - native | Englisch
de: German | Deutsch | Deutsch (C1) | fluent German
zh: Mandarin | Mandarin Chinese | 中文
fr: French | Français | francais
ar: Arabic | العربية
-: Klingon`,
	taxonomy.Industry: `
it-services: IT and services | IT Services and IT Consulting | Information Technology & Services
finance: Finance | Financial Services | finance industry
banking: Banking | Banking / Finance
healthcare: Healthcare | Health Care | Hospital & Health Care | Healthcare industry
staffing: Staffing | Staffing and recruiting
government: Government | Public sector
software: Software | SaaS | Computer Software
e-commerce: E-Commerce | ecommerce
-: Alchemy`,
	taxonomy.Value: `
learning-budget: learning budget | Learning budgets | a generous learning budget of 2,000 EUR
thirty-days-leave: 30+ days of leave | 30 days holiday | 30 days of paid vacation
tax-free: tax-free | Tax-free salary
housing: housing | Housing allowance
four-day-week: 4-day week | four day week
equity: Equity | stock options | RSUs
pension: 401(k)
-: free money`,
	taxonomy.Title: `
mlops-engineer: MLOps Engineer | Senior MLOps Engineer | Ingénieur MLOps | Ingeniero MLOps
data-scientist: Científica de datos | Datenwissenschaftlerin | Data Scientist (H/F) | Data Scientist:in
data-engineer: Ingénieur de données | Ingeniero/a de datos | Dateningenieur (m/w/d)
software-engineer: SWE | SDE | Softwareentwickler/in | Développeur(se) | Ingeniera de software
ai-product-manager: Product Manager, AI | AI PM
data-analyst: Data Analyst (Contract)
-: Wizard of the Northern Lights`,
}

func TestResolve(t *testing.T) {
	tx := taxonomy.Default()
	rows := 0
	for kind, cases := range resolveCases {
		for line := range strings.Lines(strings.TrimSpace(cases)) {
			want, texts, _ := strings.Cut(strings.TrimSpace(line), ": ")
			for _, text := range strings.Split(texts, " | ") {
				rows++
				got := "-"
				if no, ok := tx.Resolve(kind, text); ok {
					got = strings.TrimPrefix(tx.Concept(no).ID, kind.String()+"/")
				}
				if got != want {
					t.Errorf("%s %q: got %s, want %s", kind, text, got, want)
				}
			}
		}
	}
	if rows < 120 {
		t.Errorf("only %d rows", rows)
	}
}

func TestEveryNameResolvesToItsConcept(t *testing.T) {
	tx := taxonomy.Default()
	for k := taxonomy.Skill; k <= taxonomy.Value; k++ {
		for _, n := range tx.Of(k) {
			c := tx.Concept(n)
			if c.Open && c.Kind == taxonomy.Family {
				continue // groups of occupations have no names
			}
			for _, name := range append([]string{c.Label}, c.Aliases...) {
				for _, text := range []string{name, strings.ToUpper(name), " " + name + " "} {
					if got, ok := tx.Resolve(k, text); !ok || got != n {
						t.Errorf("%q resolves to %d, not to %s", text, got, c.ID)
					}
				}
			}
		}
	}
}

func TestRefTakesAConceptIdOfTheKindBeforeTheName(t *testing.T) {
	tx := taxonomy.Default()
	for _, c := range []struct {
		ref  profiles.Ref
		want string
	}{
		{profiles.Ref{Name: "Java", Concept: "skill/python"}, "skill/python"},
		{profiles.Ref{Name: "Java", Concept: "cert/cka"}, "skill/java"},
		{profiles.Ref{Name: "Java", Concept: "skill/of-another-version"}, "skill/java"},
		{profiles.Ref{Concept: "skill/java"}, "skill/java"},
	} {
		if n, ok := tx.Ref(taxonomy.Skill, c.ref); !ok || tx.Concept(n).ID != c.want {
			t.Errorf("%+v: got %d, want %s", c.ref, n, c.want)
		}
	}
	if _, ok := tx.Ref(taxonomy.Skill, profiles.Ref{}); ok {
		t.Error("an empty reference names a skill")
	}
}

func TestLookUpsDoNotAllocate(t *testing.T) {
	tx := taxonomy.Default()
	for name, f := range map[string]func(){
		"Resolve":        func() { tx.Resolve(taxonomy.Skill, "Kubernetes (K8s)") },
		"Resolve cert":   func() { tx.Resolve(taxonomy.Certification, "AI-900: Azure AI Fundamentals exam") },
		"Resolve degree": func() { tx.Resolve(taxonomy.Degree, "Bachelor of Science in Computer Science") },
		"ParseTitle":     func() { tx.ParseTitle("Senior MLOps Engineer (m/w/d)") },
		"Similarity":     func() { tx.Similarity(1, 2) },
		"Extract":        func() { tx.Extract("nothing that is known") },
	} {
		if n := testing.AllocsPerRun(100, f); n > 0 {
			t.Errorf("%s allocates %.0f times", name, n)
		}
	}
}
