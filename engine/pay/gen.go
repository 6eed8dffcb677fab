//go:build ignore

// Command gen trims the ai-jobs.net salary survey to survey.tsv.gz: distinct records, without their ids, in a fixed order.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"log"
	"os"
	"slices"
	"strings"
)

// columns that are kept, by their names in the source.
var columns = []string{"work_year", "experience_level", "employment_type", "job_title", "salary_in_usd", "employee_residence", "remote_ratio", "company_location", "company_size"}

func main() {
	in := flag.String("in", "ds_salaries.csv", "the survey as it is published")
	flag.Parse()
	f, err := os.Open(*in)
	if err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	var lines []string
	for _, row := range rows[1:] {
		var kept []string
		for _, c := range columns {
			kept = append(kept, row[slices.Index(rows[0], c)])
		}
		lines = append(lines, strings.Join(kept, "\t"))
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := z.Write([]byte(strings.Join(columns, "\t") + "\n" + strings.Join(lines, "\n") + "\n")); err != nil {
		log.Fatal(err)
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("survey.tsv.gz", b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d records, %d of them distinct, %d bytes", len(rows)-1, len(lines), b.Len())
}
