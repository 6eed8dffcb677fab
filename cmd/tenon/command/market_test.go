package command_test

import (
	"path/filepath"
	"strings"
	"testing"

	"tenon/cmd/tenon/command"
	"tenon/engine/market"
	"tenon/engine/pay"
)

func TestMarketOfTheSampleIsGolden(t *testing.T) {
	dir := sampleDir(t)
	compare(t, "market.txt", must(t, "market", "--data", dir, "--months", "12", "--top", "5"))
	compare(t, "market-germany.txt", must(t, "market", "--data", dir, "--by", "family", "--by", "pay", "--where", "country = Germany", "--currency", "eur"))
	compare(t, "market-employer.txt", must(t, "market", "--data", dir, "--months", "12", "--by", "family", "--by", "pay", "--by", "supply", "--for", "employer"))
	var a market.Answer
	decode(t, must(t, "market", "--data", dir, "--by", "skill", "--json"), &a)
	if len(a.Demand) != 1 || len(a.Demand[0].Rows) != market.DefaultTop || a.Roles.Counted == 0 {
		t.Errorf("%+v", a)
	}
	for _, args := range [][]string{{"--by", "weather"}, {"--where", "musts = all"}, {"--currency", "XXX"}, {"--months", "0"}} {
		if _, errs, code := run(t, append([]string{"market", "--data", dir}, args...)...); code != command.ExitUsage || errs == "" {
			t.Errorf("market %v: exit %d, %s", args, code, errs)
		}
	}
}

func TestEstimatesOfTheSampleAreGolden(t *testing.T) {
	dir := sampleDir(t)
	var b strings.Builder
	for _, args := range [][]string{{"--role", "r-ref-mlops-berlin"}, {"--candidate", "c-001", "--currency", "USD"}, {"--role", "r-ref-as-dubai", "--period", "month"},
		{"--title", "Nurse", "--place", "Kenya", "--level", "senior"}, {"--candidate", "c-001", "--for", "employer"}, {"--role", "r-ref-as-dubai", "--for", "employer"}} {
		b.WriteString("$ tenon estimate " + strings.Join(args, " ") + "\n" + must(t, append([]string{"estimate", "--data", dir}, args...)...) + "\n")
	}
	compare(t, "estimate.txt", b.String())
	var x pay.Estimate
	decode(t, must(t, "estimate", "--data", dir, "--file", filepath.Join("../../../testdata/sample", "resume-senior-engineer.json"), "--json"), &x)
	if x.Base.Median <= 0 || x.Evidence.Records == 0 {
		t.Errorf("%+v", x)
	}
	for _, c := range []struct {
		args []string
		code int
	}{{nil, command.ExitUsage}, {[]string{"--title", "zzz"}, command.ExitUsage}, {[]string{"--role", "none"}, command.ExitNotFound}, {[]string{"--title", "Data Engineer", "--level", "guru"}, command.ExitUsage}} {
		if _, errs, code := run(t, append([]string{"estimate", "--data", dir}, c.args...)...); code != c.code || errs == "" {
			t.Errorf("estimate %v: exit %d, %s", c.args, code, errs)
		}
	}
}

func TestAnEmptyMarketIsSaidPlainly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	must(t, "import", "--data", dir, "../../../testdata/sample/resume-sample.json")
	out := must(t, "market", "--data", dir)
	if !strings.Contains(out, "no roles are stored") || strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
		t.Errorf("an empty market prints\n%s", out)
	}
}
