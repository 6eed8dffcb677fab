package format

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tenon/profiles"
)

// Whatever kind of document takes too long to read is refused, and says so.
func TestWhatTakesTooLongIsRefused(t *testing.T) {
	whole, quick := documentTime, quickTime
	documentTime, quickTime = time.Nanosecond, time.Nanosecond
	defer func() { documentTime, quickTime = whole, quick }()
	for name, text := range map[string]string{
		"a.pdf":  "%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj",
		"a.html": "<html><body>Data engineer at a bank",
		"a.txt":  "Data engineer at a bank",
		"a.eml":  "From: ann@example.org\nSubject: My application\nContent-Type: text/plain\n\nData engineer at a bank",
	} {
		err := Decode(name, strings.NewReader(text), Options{}, func(d Draft, err error) bool {
			t.Errorf("%s: %+v, %v", name, d, err)
			return true
		})
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), "it takes longer than 1ns") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
