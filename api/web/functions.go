package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"tenon/profiles"
)

// functions are what templates can call, in the words of a language.
func functions(w *Words) template.FuncMap {
	return template.FuncMap{
		"asset":      asset,
		"overall":    func(v any) string { return w.hundred(v, 1_000_000) },
		"points":     func(v any) string { return w.hundred(v, 10_000) },
		"bar":        func(v any, of int64) float64 { return float64(whole(v)*1000/of) / 10 },
		"pay":        w.payOf,
		"place":      place,
		"called":     called,
		"join":       join,
		"minus":      func(a, b any) int64 { return whole(a) - whole(b) },
		"hundredth":  func(cents int64) int64 { return cents / 100 },
		"neg":        func(a int) int { return -a },
		"thousands":  func(v any) string { return w.lang.Number(whole(v)) },
		"day":        func(stamp string) string { return w.time(stamp, "format.day") },
		"hour":       func(stamp string) string { return w.time(stamp, "format.hour") },
		"count":      w.lang.Count,
		"month":      w.Month,
		"percent2":   func(v int) string { return w.lang.Hundredths(int64(v)) + " %" },
		"bytes":      w.bytesOf,
		"moment":     func(stamp string) string { return w.time(stamp, "format.moment") },
		"per":        func(c int) string { return fmt.Sprintf("%d %%", c) },
		"plus":       func(a, b int) int { return a + b },
		"pairOf":     func(a, b any) pairOf { return pairOf{a, b} },
		"singular":   func(base string) string { return strings.TrimSuffix(strings.SplitN(base, "/", 3)[1], "s") },
		"reviewPath": func(role string, x reviewRow) string { return reviewOf(role, x.Who) },
		"when":       func(stamp string) string { return w.time(stamp, "format.moment") },
	}
}

// pairOf is what a part of a page takes that needs two things.
type pairOf struct{ A, B any }

// asset is the address of a file of assets/, which changes with its bytes.
func asset(name string) (string, error) {
	b, err := assetFiles.ReadFile("assets/" + name)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return "/assets/" + name + "?v=" + hex.EncodeToString(sum[:6]), nil
}

// time writes a time of a record as people do, by the layout of a key: in UTC.
func (w *Words) time(stamp, layout string) string {
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return stamp
	}
	return at.UTC().Format(w.T(layout))
}

// Month writes a month such as 2026-11 as people do.
func (w *Words) Month(m any) string {
	at, err := time.Parse("2006-01", fmt.Sprint(m))
	if err != nil {
		return fmt.Sprint(m)
	}
	return strings.Fields(w.T("format.months"))[at.Month()-1] + " " + strconv.Itoa(at.Year())
}

// whole is any integer.
func whole(v any) int64 {
	x := reflect.ValueOf(v)
	if x.CanInt() {
		return x.Int()
	}
	return int64(x.Uint()) //nolint:gosec // scores are small
}

// hundred writes a part of a whole as 0–100 with two decimals.
func hundred(v any, of int64) string {
	n := whole(v)
	return fmt.Sprintf("%d.%02d", n*100/of, n*10_000/of%100)
}

// hundred writes a part of a whole as 0–100 with two decimals, as this language does.
func (w *Words) hundred(v any, of int64) string { return w.lang.Hundredths(whole(v) * 10_000 / of) }

// payOf writes a range of pay as people do.
func (w *Words) payOf(p *profiles.Pay) string {
	if p == nil {
		return ""
	}
	amount := w.lang.Number(p.Min / 100)
	switch {
	case p.Max > 0 && p.Min > 0 && p.Max != p.Min:
		amount += "–" + w.lang.Number(p.Max/100)
	case p.Max > 0:
		amount = w.lang.Number(p.Max / 100)
	}
	return amount + " " + p.Currency
}

func place(p *profiles.Place) string {
	if p == nil {
		return ""
	}
	return strings.Trim(p.City+", "+p.Country, ", ")
}

// join writes a list of things that have names.
func join(list any) string {
	v := reflect.ValueOf(list)
	parts := make([]string, 0, v.Len())
	for i := range v.Len() {
		parts = append(parts, fmt.Sprint(v.Index(i).Interface()))
	}
	return strings.Join(parts, ", ")
}

// Figure writes a number of a chart: whole from a thousand on, else with at most one decimal.
func (w *Words) Figure(v float64) string {
	digits := 1
	if rounded := math.Round(v*10) / 10; math.Abs(v) >= 1000 || rounded == math.Trunc(rounded) {
		digits = 0
	}
	s := w.lang.Number(int64(math.Round(math.Abs(v))))
	if digits > 0 {
		s = w.lang.Decimal(math.Abs(v), digits)
	}
	if v < 0 && s != "0" {
		s = "−" + s
	}
	return s
}

// bytesOf writes a size as people do: 12.3 MB, by powers of 1,000.
func (w *Words) bytesOf(n int64) string {
	v, unit := float64(n), 0
	for v >= 999.5 && unit < 4 {
		v, unit = v/1000, unit+1
	}
	if unit == 0 {
		return fmt.Sprintf("%d B", n)
	}
	digits := 0
	if v < 99.95 {
		digits = 1
	}
	return w.lang.Decimal(v, digits) + " " + string(" kMGT"[unit]) + "B"
}
