package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"time"

	"tenon/profiles"
)

// functions are what templates can call.
var functions = template.FuncMap{
	"asset":     asset,
	"overall":   func(v any) string { return hundred(v, 1_000_000) },
	"points":    func(v any) string { return hundred(v, 10_000) },
	"bar":       func(v any, of int64) float64 { return float64(whole(v)*1000/of) / 10 },
	"pay":       payOf,
	"place":     place,
	"join":      join,
	"minus":     func(a, b any) int64 { return whole(a) - whole(b) },
	"hundredth": func(cents int64) int64 { return cents / 100 },
	"neg":       func(a int) int { return -a },
	"thousands": func(v any) string { return thousands(whole(v)) },
	"day":       func(stamp string) string { day, _, _ := strings.Cut(stamp, "T"); return day },
	"hour": func(stamp string) string {
		return strings.Replace(stamp, "T", " ", 1)[:min(len(stamp), 13)] + ":00 UTC"
	},
	"percent2":   func(v int) string { return fmt.Sprintf("%d.%02d %%", v/100, v%100) },
	"bytes":      bytesOf,
	"moment":     moment,
	"per":        func(c int) string { return fmt.Sprintf("%d %%", c) },
	"plus":       func(a, b int) int { return a + b },
	"pairOf":     func(a, b any) pairOf { return pairOf{a, b} },
	"singular":   func(base string) string { return strings.TrimSuffix(strings.SplitN(base, "/", 3)[1], "s") },
	"reviewPath": func(role string, x reviewRow) string { return reviewOf(role, x.Who) },
	"when":       when,
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

// when writes a time of a record as people do.
func when(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
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

// payOf writes a range of pay as people do.
func payOf(p *profiles.Pay) string {
	if p == nil {
		return ""
	}
	amount := thousands(p.Min / 100)
	switch {
	case p.Max > 0 && p.Min > 0 && p.Max != p.Min:
		amount += "–" + thousands(p.Max/100)
	case p.Max > 0:
		amount = thousands(p.Max / 100)
	}
	return amount + " " + p.Currency
}

func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
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

// bytesOf writes a size as people do: 12.3 MB, by powers of 1,000.
func bytesOf(n int64) string {
	v, unit := float64(n), 0
	for v >= 999.5 && unit < 4 {
		v, unit = v/1000, unit+1
	}
	if unit == 0 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.3g %cB", v, " kMGT"[unit])
}

// moment writes a time to the minute.
func moment(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return stamp
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}
