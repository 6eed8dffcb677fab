// Package phrase writes numbers and names as they stand in English sentences. The answers of the engine are told with it.
package phrase

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Number groups digits by thousands, as 12,345.
func Number[N int | int32 | int64](n N) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count is a number of things, as "1 role" and "2,000 roles".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// Ordinal is a rank, as 1st and 12th.
func Ordinal(n int) string {
	suffix := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return Number(n) + suffix
}

// Capital makes the first letter one that begins a sentence.
func Capital(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// Series is "a, b and c".
func Series(s []string) string {
	if n := len(s) - 1; n > 0 {
		return strings.Join(s[:n], ", ") + " and " + s[n]
	}
	return strings.Join(s, "")
}

// A puts the article before a word, as "an hour".
func A(word string) string {
	if word != "" && strings.ContainsRune("aeio", rune(word[0])) || strings.HasPrefix(word, "hour") {
		return "an " + word
	}
	return "a " + word
}
