package app_test

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/intake"
)

const wisher = `{"kind":"candidate","id":"c","skills":[{"name":"SQL"}],"place":{"city":"Neustadt","country":"DE"},"preferences":{"pay":{"min":{"cents":10000000,"currency":"EUR","period":"year"}},"place":{"modes":["on-site"]}}}
{"kind":"role","id":"r","title":{"name":"Data Analyst"},"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}],"pay":{"minCents":10000000,"currency":"USD","period":"year"},"place":{"city":"Altstadt","country":"DE"},"modes":["on-site"]}
`

// reverse opens the directory, imports the two records and returns the points of pay and of place, and what was logged.
func reverse(t *testing.T, dir string) (pay, place int32, logged string) {
	t.Helper()
	var log bytes.Buffer
	asOf := profiles.NewMonth(2026, 6)
	a, err := app.Open(t.Context(), dir, asOf, nil, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	source := intake.Source{Name: "two.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(wisher)), nil }}
	if report, err := a.Intake.Import(t.Context(), []intake.Source{source}, intake.Options{Now: asOf}); err != nil || report.Accepted != 2 {
		t.Fatalf("%+v, %v", report, err)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	answer, err := a.Engine.Rank(t.Context(), engine.Request{Role: "r", Top: 1, Lambda: engine.DefaultLambda})
	if err != nil || len(answer.Results) != 1 {
		t.Fatalf("%+v, %v", answer, err)
	}
	x, err := a.Engine.Explain(t.Context(), engine.Request{Role: "r", Candidate: "c", Lambda: engine.DefaultLambda})
	if err != nil {
		t.Fatal(err)
	}
	if x.Results[0].Reverse != answer.Results[0].Reverse {
		t.Errorf("reverse %d from the columns and %d from the records", answer.Results[0].Reverse, x.Results[0].Reverse)
	}
	for _, l := range x.Results[0].Contributions {
		switch {
		case l.Side == "reverse" && l.Category == "pay":
			pay = l.Points
		case l.Side == "reverse" && l.Category == "place":
			place = l.Points
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return pay, place, log.String()
}

// Half a euro for a dollar makes the wish unaffordable, a gazetteer of two villages puts candidate and role side by side, and
// columns that were made under other rates are made anew.
func TestRatesAndCitiesOfTheDirectoryTakeThePlaceOfTheShippedOnes(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shippedPay, shippedPlace, log := reverse(t, dir)
	if shippedPay == 0 || shippedPlace > 0 || log != "" {
		t.Fatalf("pay %d, place %d, %q: want some points for pay, none for a place that nobody knows", shippedPay, shippedPlace, log)
	}
	put(app.RatesFile, "currency,year,units_per_usd\nUSD,2026,1\nEUR,2026,0.5\n")
	put(app.CitiesFile, "geonameid\tname\tlat\tlon\tcountry\n1\tNeustadt\t50\t10\tDE\n2\tAltstadt\t50.1\t10\tDE\n")
	pay, place, log := reverse(t, dir)
	if pay != 0 || place == 0 || log != "" {
		t.Errorf("pay %d, place %d, %q: want no points for pay and some for place", pay, place, log)
	}
	put(app.RatesFile, "EUR,2026,much\n")
	put(app.CitiesFile, "no table\n")
	pay, place, log = reverse(t, dir)
	if pay != shippedPay || place != shippedPlace || !strings.Contains(log, "file=rates.csv") || !strings.Contains(log, "line 1") || !strings.Contains(log, "file=cities.tsv") {
		t.Errorf("pay %d, place %d, %q: want the shipped data and what is wrong with the files", pay, place, log)
	}
}
