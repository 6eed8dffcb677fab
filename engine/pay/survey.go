package pay

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Source says what the survey is, for answers.
const Source = "ai-jobs.net salary survey 2020–2023 (CC0 1.0), exact repeats counted once"

//go:generate go run gen.go -in ds_salaries.csv

//go:embed survey.tsv.gz
var surveyGz []byte

// surveyed is one record of the survey.
type surveyed struct {
	Year     int
	Level    profiles.Seniority // junior, mid, senior or director
	Contract bool
	Title    string
	USD      int64
	Mode     profiles.Mode
	Country  string // of the employer
	Size     string
}

// survey reads the shipped survey. An error is a fault of the build.
func survey() ([]surveyed, error) {
	z, err := gzip.NewReader(bytes.NewReader(surveyGz))
	if err != nil {
		return nil, fmt.Errorf("salary survey: %w", err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("salary survey: %w", err)
	}
	var out []surveyed
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if i == 0 {
			continue
		}
		s, err := readSurveyed(line)
		if err != nil {
			return nil, fmt.Errorf("salary survey: line %d: %w", i+1, err)
		}
		out = append(out, s)
	}
	return out, nil
}

var (
	surveyLevels = map[string]profiles.Seniority{"EN": profiles.Junior, "MI": profiles.Mid, "SE": profiles.Senior, "EX": profiles.Director}
	surveyModes  = map[string]profiles.Mode{"0": profiles.OnSite, "50": profiles.Hybrid, "100": profiles.Remote}
)

func readSurveyed(line string) (surveyed, error) {
	f := strings.Split(line, "\t")
	if len(f) != 9 {
		return surveyed{}, fmt.Errorf("%w: %d fields: want 9", profiles.ErrDamaged, len(f))
	}
	year, err1 := strconv.Atoi(f[0])
	usd, err2 := strconv.ParseInt(f[4], 10, 64)
	level, mode := surveyLevels[f[1]], surveyModes[f[6]]
	if err1 != nil || err2 != nil || usd <= 0 || level == 0 || mode == 0 {
		return surveyed{}, fmt.Errorf("%w: %q", profiles.ErrDamaged, line)
	}
	return surveyed{Year: year, Level: level, Contract: f[2] == "CT" || f[2] == "FL", Title: f[3], USD: usd, Mode: mode, Country: f[7], Size: f[8]}, nil
}

// titleOf resolves a title with its family and the step that its words say.
func titleOf(tax *taxonomy.Taxonomy, text string) (no, family taxonomy.No, step profiles.Seniority) {
	no, step, ok := tax.ParseTitle(text)
	if !ok {
		return 0, 0, step
	}
	return no, tax.Concept(no).Family, step
}
