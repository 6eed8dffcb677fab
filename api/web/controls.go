package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// controls are what somebody can move.
type controls struct {
	Policy   string
	Lambda   int
	Weights  []weight
	Sort     string
	Where    string
	Query    string
	Show     string // "", near or vetoed
	Near     string
	NearMe   bool // near the candidate's own place
	Km       int
	Mode     string
	Pay      string
	Currency string
	Engaged  string
	Industry string
	Value    string
	Raw      url.Values
}

type weight struct {
	Name  string
	Value int
	Set   bool
}

// What a ranking can show.
const (
	showNear   = "near"   // who lack one must-have alone
	showVetoed = "vetoed" // who are ruled out, with the scores that they would have
)

func readControls(q url.Values) controls {
	text := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	c := controls{Policy: q.Get("policy"), Lambda: number(q.Get("lambda"), engine.DefaultLambda), Sort: q.Get("sort"), Where: text("where"),
		Query: q.Get("q"), Show: q.Get("show"), Near: text("near"), NearMe: q.Get("me") != "", Km: number(q.Get("km"), 50), Mode: q.Get("mode"), Pay: text("pay"),
		Currency: strings.ToUpper(text("currency")), Engaged: q.Get("engagement"), Industry: text("industry"), Value: text("value"), Raw: q}
	if !slices.Contains([]string{"overall", "forward", "reverse", "musts"}, c.Sort) {
		c.Sort = ""
	}
	if c.Show != showNear && c.Show != showVetoed {
		c.Show = ""
	}
	return c
}

// of fills in what the one whom the ranking is for has said: where they live and in what they want to be paid.
func (c *controls) of(subject profiles.Record) {
	who, ok := subject.(*profiles.Candidate)
	if !ok {
		return
	}
	if p := who.Preferences; p != nil && p.Pay != nil && c.Currency == "" {
		c.Currency = p.Pay.Min.Currency
	}
	if who.Place == nil || who.Place.City == "" {
		c.NearMe = false
	} else if c.NearMe {
		c.Near = who.Place.City
	}
}

// where puts the filters of the form into one expression.
func (c *controls) where() string {
	var all []string
	add := func(when bool, format string, args ...any) {
		if when {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	near := fmt.Sprintf("city within %dkm of %s", c.Km, quote(c.Near))
	if c.Mode == "" {
		near = "(" + near + " or mode = remote)"
	}
	add(c.Near != "", "%s", near)
	add(c.Mode != "", "mode = %s", quote(c.Mode))
	add(c.Pay != "", "pay >= %s", c.amount())
	add(c.Engaged != "", "engagement = %s", quote(c.Engaged))
	add(c.Industry != "", "industry:%s", quote(c.Industry))
	add(c.Value != "", "value:%s", quote(c.Value))
	add(c.Where != "", "(%s)", c.Where)
	return strings.Join(all, " and ")
}

// amount is the pay that is asked for, in the currency beside it where none is written: 70,000, 70 000 and 70.000 are one number.
func (c *controls) amount() string {
	plain := strings.NewReplacer(",", "", ".", "", "'", "", "\u00a0", "", "\u202f", "").Replace(c.Pay)
	var digits, currency string
	for _, word := range strings.Fields(plain) {
		if strings.Trim(word, "0123456789kK") == "" {
			digits += word
		} else {
			currency = strings.ToUpper(word)
		}
	}
	if digits == "" {
		return quote(c.Pay) // the API says what is wrong with it
	}
	if currency == "" {
		currency = c.Currency
	}
	return strings.TrimSpace(digits + " " + currency)
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, "") + `"` }

// weighing is how a page's address says that scores are made.
func weighing(q url.Values) wire.Weighing {
	w := wire.Weighing{Policy: q.Get("policy")}
	if l, err := strconv.Atoi(q.Get("lambda")); err == nil && l != engine.DefaultLambda {
		w.Lambda = &l
	}
	for _, c := range engine.CategoryNames() {
		if v, err := strconv.Atoi(q.Get("w." + c)); err == nil {
			if w.Weights == nil {
				w.Weights = map[string]int{}
			}
			w.Weights[c] = max(0, v)
		}
	}
	fit(w.Weights)
	return w
}

// fit scales weights that come to more than 100 down to it: people move one slider after the other.
func fit(weights map[string]int) {
	sum := 0
	for _, v := range weights {
		sum += v
	}
	if sum <= 100 {
		return
	}
	for k, v := range weights {
		weights[k] = v * 100 / sum
	}
}

// weigh shows the weights in force on the sliders; those that were moved are set.
func (c *controls) weigh(w engine.Categories) {
	for i, k := range engine.CategoryNames() {
		c.Weights = append(c.Weights, weight{k, w[i], c.Raw.Has("w." + k)})
	}
}

// keep puts how scores are made into another address.
func (c *controls) keep(to url.Values) {
	for k, v := range c.Raw {
		if k == "policy" || k == "lambda" || strings.HasPrefix(k, "w.") {
			to[k] = v
		}
	}
}

// shareable is the query of an address that shows the same to somebody else: what is set, and no place in the list.
func shareable(q url.Values) url.Values {
	out := url.Values{}
	for k, v := range q {
		if k != "cursor" && k != "from" && len(v) > 0 && v[0] != "" {
			out[k] = slices.Clone(v[:1])
		}
	}
	return out
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}
