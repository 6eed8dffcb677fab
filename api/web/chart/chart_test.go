package chart_test

import (
	"encoding/xml"
	"html/template"
	"io"
	"math"
	"strings"
	"testing"

	"tenon/api/web/chart"
)

func head(id string) chart.Head {
	return chart.Head{ID: id, Title: "Open roles by month", Axis: "roles", Label: "month", More: "The numbers", Empty: "No roles yet."}
}

// drawings are the charts of every kind, with words that would be markup if they were not escaped.
func drawings() map[string]template.HTML {
	bad := `<script>alert(1)</script>"'`
	return map[string]template.HTML{
		"bars":   chart.Bars{Head: head("a"), Bars: []chart.Bar{{Label: bad, Value: 1234}, {Label: "Berlin", Value: 3, Note: bad, Href: "javascript:alert(1)"}}}.Draw(),
		"lines":  chart.Lines{Head: head("b"), Steps: []string{"2026-01", bad}, Lines: []chart.Line{{Name: bad, Values: []float64{1, 2}}}}.Draw(),
		"ranges": chart.Ranges{Head: head("c"), Ranges: []chart.Range{{Label: bad, Low: 1, Mid: 2, High: 3, Note: bad}}}.Draw(),
		"places": chart.Places{Head: head("d"), Places: []chart.Place{{Label: bad, Lat: 52, Lon: 13, Value: 4}}}.Draw(),
	}
}

func TestChartsAreWellFormedAndEscapeTheirWords(t *testing.T) {
	for name, drawn := range drawings() {
		if strings.Contains(string(drawn), "<script") || strings.Contains(string(drawn), `"javascript:`) {
			t.Errorf("%s: words became markup: %s", name, drawn)
		}
		d := xml.NewDecoder(strings.NewReader(string(drawn)))
		d.Entity = xml.HTMLEntity
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in %s", name, err, drawn)
			}
		}
	}
}

func TestChartsHaveTheirTableAndTheirAxisInWords(t *testing.T) {
	for name, drawn := range drawings() {
		for _, want := range []string{"<table>", "roles", "Open roles by month", `role="`} {
			if name == "ranges" && want == "roles" {
				continue
			}
			if !strings.Contains(string(drawn), want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
	}
}

func TestNoChartHoldsANumberThatIsNone(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, drawn := range map[string]template.HTML{
		"bars":   chart.Bars{Head: head("a"), Bars: []chart.Bar{{Label: "x", Value: nan}, {Label: "y", Value: inf}}}.Draw(),
		"lines":  chart.Lines{Head: head("b"), Steps: []string{"1", "2"}, Lines: []chart.Line{{Name: "x", Values: []float64{nan, inf}}}}.Draw(),
		"ranges": chart.Ranges{Head: head("c"), Ranges: []chart.Range{{Label: "x", Low: nan, Mid: 1, High: 2}}}.Draw(),
		"places": chart.Places{Head: head("d"), Places: []chart.Place{{Label: "x", Lat: nan, Value: 1}, {Label: "y", Value: inf}}}.Draw(),
	} {
		if strings.Contains(string(drawn), "NaN") || strings.Contains(string(drawn), "Inf") || !strings.Contains(string(drawn), "No roles yet.") {
			t.Errorf("%s: %s", name, drawn)
		}
	}
}

func TestScalesHaveRoundStepsAndCoverTheirValues(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      chart.Scale
	}{
		{0, 97, 5, chart.Scale{From: 0, To: 100, Step: 20}},
		{82_640, 350_000, 5, chart.Scale{From: 0, To: 400_000, Step: 100_000}},
		{0.2, 0.9, 4, chart.Scale{From: 0, To: 1, Step: 0.5}},
		{-12, 30, 5, chart.Scale{From: -20, To: 30, Step: 10}},
	} {
		if got := chart.NewScale(c.low, c.high, c.n, true); math.Abs(got.From-c.want.From)+math.Abs(got.To-c.want.To)+math.Abs(got.Step-c.want.Step) > 1e-9 {
			t.Errorf("%g–%g: %+v, want %+v", c.low, c.high, got, c.want)
		}
	}
	if s := chart.NewScale(5, 5, 4, false); s.At(5, 100) < 0 || s.To <= s.From {
		t.Errorf("one value: %+v", s)
	}
}

func TestNumbersAreWrittenWithThousands(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 1234567.89: "1,234,567.9", -2500: "−2,500", 0.04: "0"} {
		if got := chart.Number(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}

// TestAMapHasLandBehindItsPlaces holds that the backdrop is where the places are, and light.
func TestAMapHasLandBehindItsPlaces(t *testing.T) {
	world := chart.Places{Head: head("w"), Places: []chart.Place{{Label: "Wellington", Lat: -41.3, Lon: 174.8, Value: 1}, {Label: "Anchorage", Lat: 61.2, Lon: -149.9, Value: 1}}}.Draw()
	sea := chart.Places{Head: head("s"), Places: []chart.Place{{Label: "nowhere", Lat: 0, Lon: -150, Value: 1}}}.Draw()
	near := chart.Places{Head: head("n"), Places: []chart.Place{{Label: "Berlin", Lat: 52.5, Lon: 13.4, Value: 1}}}.Draw()
	if n := len(world); n > 24<<10 {
		t.Errorf("the world weighs %d bytes", n)
	}
	if strings.Contains(string(sea), `class="land" d="M`) || !strings.Contains(string(near), `class="land" d="M`) {
		t.Error("there is land in the sea, or none around Berlin")
	}
}
