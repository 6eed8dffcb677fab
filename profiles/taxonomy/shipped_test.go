package taxonomy_test

import (
	"regexp"
	"strings"
	"testing"

	"tenon/profiles/taxonomy"
)

func TestTheShippedTaxonomyHasWhatIsPromised(t *testing.T) {
	tx := taxonomy.Default()
	for k, least := range map[taxonomy.Kind]int{
		taxonomy.Skill: 980, taxonomy.Certification: 130, taxonomy.Title: 60, taxonomy.Family: 8, taxonomy.Degree: 5,
		taxonomy.Language: 60, taxonomy.Industry: 45, taxonomy.Value: 40,
	} {
		if got := len(tx.Of(k)); got < least {
			t.Errorf("%s: %d concepts, promised are %d", k, got, least)
		}
	}
	if !regexp.MustCompile(`^tenon-\d{4}\.\d\d-[0-9a-f]{8}$`).MatchString(tx.Version()) {
		t.Errorf("version %q", tx.Version())
	}
}

func TestNumbersAreDenseAndSortedByKindAndId(t *testing.T) {
	tx := taxonomy.Default()
	next := taxonomy.No(1)
	for k := taxonomy.Skill; k <= taxonomy.Value; k++ {
		last := ""
		for _, n := range tx.Of(k) {
			c := tx.Concept(n)
			byID, _ := tx.ByID(c.ID)
			if n != next || c.No != n || byID != n || c.Kind != k || c.ID <= last || !c.Open && !strings.HasPrefix(c.ID, k.String()+"/") {
				t.Errorf("%d: %+v after %s", n, c, last)
			}
			last = c.ID
			next++
		}
	}
	if int(next) != tx.Len()+1 {
		t.Errorf("%d numbers, length %d", next-1, tx.Len())
	}
}

func TestEveryCertificationHasAnIssuerALevelAndSkills(t *testing.T) {
	tx := taxonomy.Default()
	for _, n := range tx.Of(taxonomy.Certification) {
		c := tx.Concept(n)
		if c.Cert.Issuer == "" || c.Cert.Level < 1 || c.Cert.Level > 5 || len(c.Cert.Skills) == 0 {
			t.Errorf("%s: %+v", c.ID, c.Cert)
		}
		for _, s := range c.Cert.Skills {
			if tx.Concept(s).Kind != taxonomy.Skill {
				t.Errorf("%s proves %s", c.ID, tx.Concept(s).ID)
			}
		}
	}
	ai900, _ := tx.ByID("cert/ai-900")
	if c := tx.Concept(ai900).Cert; c.Level != 1 || c.ValidMonths != 0 {
		t.Errorf("AI-900: %+v", c)
	}
}

func TestGroupsHoldTheSkillsThatDifferentiate(t *testing.T) {
	tx := taxonomy.Default()
	for id, want := range map[string]taxonomy.Group{
		"generative-ai": taxonomy.GenAI, "llm": taxonomy.GenAI, "rag": taxonomy.GenAI, "mlops": taxonomy.MLOps,
		"model-monitoring": taxonomy.MLOps, "ci-cd-ml": taxonomy.MLOps, "kubernetes": taxonomy.MLOps, "terraform": taxonomy.MLOps,
		"responsible-ai": taxonomy.ResponsibleAI, "ai-governance": taxonomy.ResponsibleAI, "eu-ai-act": taxonomy.ResponsibleAI,
		"llmops": taxonomy.GenAI | taxonomy.MLOps, "red-teaming": taxonomy.GenAI | taxonomy.ResponsibleAI, "python": 0, "sql": 0,
	} {
		n, ok := tx.ByID("skill/" + id)
		if !ok || tx.Concept(n).Groups != want {
			t.Errorf("skill/%s: %v, groups %b, want %b", id, ok, tx.Concept(n).Groups, want)
		}
	}
}

func TestEveryTitleHasAFamilyAndEveryIndustryAtMostOneParent(t *testing.T) {
	tx := taxonomy.Default()
	for _, n := range tx.Of(taxonomy.Title) {
		if f := tx.Concept(n).Family; f == 0 || tx.Concept(f).Kind != taxonomy.Family {
			t.Errorf("%s: family %d", tx.Concept(n).ID, f)
		}
	}
	for _, n := range tx.Of(taxonomy.Industry) {
		if p := tx.Concept(n).Parent; p != 0 && tx.Concept(p).Parent != 0 {
			t.Errorf("%s: the parent %s has a parent", tx.Concept(n).ID, tx.Concept(p).ID)
		}
	}
}

func TestProductsNamedLikeWordsAreFoundAmongSkillsOnly(t *testing.T) {
	for text, want := range map[string]string{
		"LangGraph, CrewAI, Letta, A2A":            "langgraph crewai letta a2a",
		"vLLM, TensorRT-LLM, SGLang, llama.cpp":    "vllm tensorrt-llm sglang llama-cpp",
		"Python, Modal, Replicate, Cursor":         "python modal replicate cursor",
		"Kubernetes, Envoy, Consul, Harbor":        "kubernetes envoy consul container-registries",
		"Terraform, Packer, Vagrant, Nomad":        "terraform packer vagrant nomad",
		"Jest, Mocha and Puppeteer":                "jest mocha puppeteer",
		"RDS, Fargate and EventBridge on AWS":      "rds aws-fargate eventbridge aws",
		"ROS 2, SLAM, sensor fusion":               "ros2 slam sensor-fusion",
		"DSGVO, DPIA and model cards":              "gdpr privacy-impact model-cards",
		"SAFe and Scrum":                           "safe scrum",
		"Fachkenntnisse: Testautomatisierung":      "test-automation",
		"transformation numérique, comptabilité":   "digital-transformation accounting",
		"the modal verb, and replicate results":    "",
		"an envoy met the consul in the harbor":    "",
		"move your cursor over the electron":       "",
		"a safe place of growth, reporting to us":  "",
		"pair with Ada, then ask what Hugo thinks": "",
		"Newman read Kimball, der Zustand ist gut": "",
		"evidently a workday of eight hours":       "",
		"un tableau de bord, vite":                 "",
	} {
		if got := strings.Join(found(text), " "); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
