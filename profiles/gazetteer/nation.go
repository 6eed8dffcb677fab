package gazetteer

import (
	_ "embed"
	"strings"
	"sync"
)

// Nation is a country as people write it.
type Nation struct {
	ISO      string // ISO 3166-1 alpha-2
	Name     string
	Region   string // of the United Nations: Western Europe, Southern Asia; "" of none
	Currency string // ISO 4217, "" where it has none of its own
}

//go:embed nations.tsv
var nationsTSV string

var nations = sync.OnceValue(func() map[string]Nation {
	out := map[string]Nation{}
	for line := range strings.Lines(nationsTSV) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		out[f[0]] = Nation{f[0], f[1], f[2], f[3]}
	}
	return out
})

// NationOf returns the country of a code. One that is not known is named by its code.
func NationOf(iso string) (Nation, bool) {
	n, ok := nations()[iso]
	if !ok {
		n = Nation{ISO: iso, Name: iso}
	}
	return n, ok
}
