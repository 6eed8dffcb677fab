// Package phrase writes numbers, names and sentences as people do. The answers of the engine are told with it, in English or in the
// [Language] of who asks.
package phrase

import (
	"strings"
	"unicode/utf8"
)

// Number groups digits by thousands, as 12,345.
func Number[N int | int32 | int64](n N) string {
	return (*Language)(nil).Number(int64(n))
}

// Count is a number of things, as "1 role" and "2,000 roles".
func Count(n int, noun string) string {
	return (*Language)(nil).Count(n, noun)
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
func Series(s []string) string { return (*Language)(nil).Series(s) }

// A puts the article before a word, as "an hour".
func A(word string) string {
	if word != "" && strings.ContainsRune("aeio", rune(word[0])) || strings.HasPrefix(word, "hour") {
		return "an " + word
	}
	return "a " + word
}
