package market_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"tenon/engine/market"
	"tenon/profiles"
)

// paid draws roles of two families, levels and countries with some of these skills, whose pay is made by pay.
func paid(seed uint64, n int, skills []string, pay func(r *rand.Rand, senior, remote bool, has []bool) float64) (rs []*profiles.Role, xs [][]float64, ys []float64) {
	rng := rand.New(rand.NewPCG(seed, 9))
	for i := range n {
		senior, remote, has := rng.IntN(3) > 0, rng.IntN(3) == 0, make([]bool, len(skills))
		r := &profiles.Role{ID: fmt.Sprint(i), Title: profiles.Ref{Name: "Data Engineer"}, Seniority: profiles.Mid, Place: place("Berlin"), Posted: asOf, Modes: []profiles.Mode{profiles.OnSite}}
		x := []float64{1, 0, 0}
		if senior {
			r.Seniority, x[1] = profiles.Senior, 1
		}
		if remote {
			r.Modes, x[2] = []profiles.Mode{profiles.Remote}, 1
		}
		for k, s := range skills {
			has[k] = rng.IntN(3) == 0 || senior && rng.IntN(2) == 0 // skills go with seniority
			v := 0.0
			if has[k] {
				r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: s}})
				v = 1
			}
			x = append(x, v)
		}
		usd := math.Round(pay(rng, senior, remote, has))
		r.Pay = &profiles.Pay{Min: int64(usd) * 100, Currency: "USD", Period: profiles.PerYear}
		rs, xs, ys = append(rs, r), append(xs, x), append(ys, math.Log(usd))
	}
	return rs, xs, ys
}

var someSkills = []string{"Rust", "Terraform", "PyTorch", "Kubernetes"}

func TestAPremiumIsWhatASkillAddsWithAllElseEqual(t *testing.T) {
	rs, _, _ := paid(1, 4000, someSkills, func(_ *rand.Rand, senior, remote bool, has []bool) float64 {
		pay := 60_000.0
		if senior {
			pay *= 1.5
		}
		if has[0] {
			pay *= 1.2
		}
		if has[3] {
			pay *= 0.9
		}
		return pay
	})
	for _, r := range describe(t, stored(rs, nil), market.Request{By: []string{market.Premium}}).Premium.Rows {
		want := map[string]float64{"Rust": 20, "Kubernetes": -10}[r.Skill]
		if math.Abs(r.Percent-want) > 0.1 {
			t.Errorf("%s: %+v: want %.0f %%", r.Skill, r, want)
		}
		if r.Skill == "Terraform" && r.Raw < 5 {
			t.Errorf("%+v: want a raw difference that comes with seniority", r)
		}
	}
}

func TestCoefficientsAndErrorsAreThoseOfOrdinaryLeastSquares(t *testing.T) {
	rs, xs, ys := paid(2, 300, someSkills, func(r *rand.Rand, _, _ bool, _ []bool) float64 { return 80_000 * math.Exp(r.NormFloat64()/3) })
	x := mat.NewDense(len(xs), len(xs[0]), nil)
	for i := range xs {
		x.SetRow(i, xs[i])
	}
	y := mat.NewVecDense(len(ys), ys)
	var qr mat.QR
	qr.Factorize(x)
	var b mat.VecDense
	if err := qr.SolveVecTo(&b, false, y); err != nil {
		t.Fatal(err)
	}
	var xx, inverse mat.Dense
	xx.Mul(x.T(), x)
	if err := inverse.Inverse(&xx); err != nil {
		t.Fatal(err)
	}
	var e mat.VecDense
	e.MulVec(x, &b)
	e.SubVec(y, &e)
	s2 := mat.Dot(&e, &e) / float64(len(ys)-len(xs[0]))
	a := describe(t, stored(rs, nil), market.Request{By: []string{market.Premium}}).Premium
	if len(a.Rows) != len(someSkills) || a.Roles != len(rs) {
		t.Fatalf("%+v: want a row a skill", a)
	}
	for _, r := range a.Rows {
		for k, s := range someSkills {
			at := 3 + k
			if s == r.Skill && (math.Abs(r.Coefficient-b.AtVec(at)) > 2e-4 || math.Abs(r.Error-math.Sqrt(s2*inverse.At(at, at))) > 2e-4) {
				t.Errorf("%s: %.4f ± %.4f: want %.4f ± %.4f", s, r.Coefficient, r.Error, b.AtVec(at), math.Sqrt(s2*inverse.At(at, at)))
			}
		}
	}
}

// Of 40 skills that add nothing, intervals of 95 % leave out 0 about twice.
func TestIntervalsHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	out, n := 0, 0
	for seed := range uint64(50) {
		rs, _, _ := paid(100+seed, 150, someSkills, func(r *rand.Rand, _, _ bool, _ []bool) float64 { return 80_000 * math.Exp(r.NormFloat64()/4) })
		for _, r := range describe(t, stored(rs, nil), market.Request{By: []string{market.Premium}}).Premium.Rows {
			n++
			if r.Low > 0 || r.High < 0 {
				out++
			}
		}
	}
	if n != 200 || out < 2 || out > 22 {
		t.Errorf("%d of %d intervals of 95 %% miss the truth", out, n)
	}
}

func TestASkillThatAlwaysComesWithAnotherIsExcluded(t *testing.T) {
	rs, _, _ := paid(3, 200, []string{"Rust"}, func(r *rand.Rand, _, _ bool, _ []bool) float64 { return 80_000 })
	for _, r := range rs {
		if len(r.Requirements) > 0 {
			r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Terraform"}})
		}
	}
	p := describe(t, stored(rs, nil), market.Request{By: []string{market.Premium}}).Premium
	if len(p.Rows) != 1 || len(p.Excluded) != 1 {
		t.Errorf("%+v: want one of the two skills excluded", p)
	}
}
