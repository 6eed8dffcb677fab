package taxonomy_test

import (
	"os"
	"strings"
	"testing"

	"tenon/profiles/taxonomy"
)

const resume = `Senior machine learning engineer with eight years of experience in building and running recommendation systems for a
retailer with forty million customers. I led a team of five people, designed the feature store and moved training from a single
machine to Kubernetes. In my last role we used Python, PyTorch, Airflow, Spark and Terraform, and served models with Triton; the
pipelines run on AWS (SageMaker, S3, Lambda) and are monitored with Prometheus and Grafana. Before that I wrote services in Go and
C++ for a bank, took part in incident reviews and mentored junior colleagues. I care about responsible AI, write model cards and
explain decisions to stakeholders who are not technical. Outside of work I organise a meetup, and I go hiking with my dog.
`

func BenchmarkExtract(b *testing.B) {
	tx := taxonomy.Default()
	text := strings.Repeat(resume, 4)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		tx.Extract(text)
	}
}

func BenchmarkResolve(b *testing.B) {
	tx := taxonomy.Default()
	names := []string{"Python 3.11", "PyTorch", "node js", "Kubernetes (K8s)", "vector databases", "underwater basket weaving"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tx.Resolve(taxonomy.Skill, names[i%len(names)])
	}
}

func BenchmarkParseTitle(b *testing.B) {
	tx := taxonomy.Default()
	names := []string{"Senior MLOps Engineer (m/w/d)", "Head of Data Science", "Data Analyst (Contract)", "Beekeeper, Alps"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tx.ParseTitle(names[i%len(names)])
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := os.DirFS("data")
	for b.Loop() {
		if _, err := taxonomy.Load(dir); err != nil {
			b.Fatal(err)
		}
	}
}
