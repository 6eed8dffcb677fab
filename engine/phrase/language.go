package phrase

import (
	"context"
	"embed"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

//go:embed *.txt
var files embed.FS

// Language puts what the engine says into words. Sentences are written in English where they are made, and stand by that English in
// the file of another language. Nil is English. Immutable; safe for concurrent use.
type Language struct {
	Tag          string // as in Accept-Language
	group, point string // of numbers
	ordinal      string // a rank, of {0}; "" is the English one
	and, or      string
	byEnglish    map[string]string
}

// German is the second language.
var German = read(&Language{Tag: "de", group: ".", point: ",", ordinal: "Rang {0}", and: " und ", or: " oder "})

func read(l *Language) *Language {
	l.byEnglish = map[string]string{}
	for english, own := range Entries(files, l.Tag+".txt", " => ") {
		l.byEnglish[english] = own
	}
	return l
}

// Known are the English sentences and words that a language has.
func (l *Language) Known() map[string]string { return l.byEnglish }

// key is where a context keeps the language of who asks.
type key struct{}

// In is a context in which answers are told in a language; nil is English.
func In(ctx context.Context, l *Language) context.Context { return context.WithValue(ctx, key{}, l) }

// Of is the language in which who asks is answered: nil, which is English, where nothing is said.
func Of(ctx context.Context) *Language {
	l, _ := ctx.Value(key{}).(*Language)
	return l
}

// Say is an English sentence in this language, its {0}, {1}, … replaced by the values: text as it is, whole numbers grouped.
// What the language lacks is said in English.
func (l *Language) Say(english string, values ...any) string {
	s := english
	if l != nil {
		if own, ok := l.byEnglish[english]; ok {
			s = own
		}
	}
	if len(values) == 0 {
		return s
	}
	return l.fill(s, values)
}

// fill puts values in place of their numbers, in one go: a value that holds {1} is text. A ranking says hundreds of sentences.
func (l *Language) fill(s string, values []any) string {
	var out strings.Builder
	out.Grow(len(s) + 16*len(values))
	for {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			break
		}
		end := open + 1
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		i, err := strconv.Atoi(s[open+1 : end])
		if err != nil || end == len(s) || s[end] != '}' || i >= len(values) {
			out.WriteString(s[:open+1])
			s = s[open+1:]
			continue
		}
		out.WriteString(s[:open])
		out.WriteString(l.value(values[i]))
		s = s[end+1:]
	}
	out.WriteString(s)
	return out.String()
}

func (l *Language) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case fmt.Stringer:
		return l.Say(v.String())
	}
	switch x := reflect.ValueOf(v); {
	case x.CanInt():
		return l.Number(x.Int())
	case x.CanUint():
		return l.Number(int64(x.Uint())) //nolint:gosec // counts are far below 2⁶³
	}
	return fmt.Sprint(v)
}

// Number groups digits by thousands, as 12,345.
func (l *Language) Number(n int64) string {
	group := ","
	if l != nil {
		group = l.group
	}
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + group + s[i:]
	}
	return s
}

// Decimal is a number with so many digits behind its point.
func (l *Language) Decimal(v float64, digits int) string {
	return l.pointed(fmt.Sprintf("%.*f", digits, v))
}

// Hundredths is a whole number of hundredths as a number with two decimals.
func (l *Language) Hundredths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "−", -n
	}
	return sign + l.Number(n/100) + l.pointed(fmt.Sprintf(".%02d", n%100))
}

// pointed puts the point of the language in place of the English one.
func (l *Language) pointed(s string) string {
	if l == nil {
		return s
	}
	return strings.Replace(s, ".", l.point, 1)
}

// Count is a number of things, as "1 role" and "2,000 roles".
func (l *Language) Count(n int, noun string) string {
	if n == 1 {
		return "1 " + l.Say(noun)
	}
	return l.Number(int64(n)) + " " + l.Say(noun+"s")
}

// Ordinal is a rank, as 1st and 12th.
func (l *Language) Ordinal(n int) string {
	if l != nil {
		return strings.Replace(l.ordinal, "{0}", l.Number(int64(n)), 1)
	}
	return Ordinal(n)
}

// Series is "a, b and c".
func (l *Language) Series(s []string) string {
	and := " and "
	if l != nil {
		and = l.and
	}
	return joined(s, and)
}

// Choice is "a or b or c".
func (l *Language) Choice(s []string) string {
	or := " or "
	if l != nil {
		or = l.or
	}
	return strings.Join(s, or)
}

// Per is a period behind an amount, as "a year" and "an hour".
func (l *Language) Per(period string) string { return l.Say(A(period)) }

func joined(s []string, and string) string {
	if n := len(s) - 1; n > 0 {
		return strings.Join(s[:n], ", ") + and + s[n]
	}
	return strings.Join(s, "")
}
