package link

import "strings"

// stem takes plural, -ing and -ed from a word, lightly: it joins spellings of one word, seldom two words. Names with signs
// or digits stay as they are.
func stem(w string) string {
	if len(w) < 4 || strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return w
	}
	return ending(inflection(plural(w)))
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

func inflection(w string) string {
	for _, suffix := range [...]string{"ing", "ed"} {
		base, ok := strings.CutSuffix(w, suffix)
		if !ok || len(base) < 3 || !strings.ContainsAny(base, "aeiouy") {
			continue
		}
		if n := len(base); base[n-1] == base[n-2] && !strings.ContainsRune("lsz", rune(base[n-1])) {
			return base[:n-1]
		}
		return base
	}
	return w
}

// ending makes manage and managing, technology and technologies one.
func ending(w string) string {
	if len(w) < 4 {
		return w
	}
	switch w[len(w)-1] {
	case 'e':
		return w[:len(w)-1]
	case 'y':
		return w[:len(w)-1] + "i"
	}
	return w
}
