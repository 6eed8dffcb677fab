package link_test

import (
	"testing"

	"tenon/profiles/taxonomy/link"
)

func FuzzRank(f *testing.F) {
	for _, s := range []string{"", "cook meals", "c++\xff", "driver of\x00trucks", "🙂 Ⅻ ǅ 日本 ZORBLAX.js", "the", "a.b.c.d++##"} {
		f.Add(s, 3)
	}
	both := []*link.Linker{linker(f), titles(f)}
	f.Fuzz(func(t *testing.T, text string, n int) {
		for _, l := range both {
			hits := l.Rank(text, n)
			if len(hits) > max(n, 0) {
				t.Fatalf("%d hits, asked for %d", len(hits), n)
			}
			for i, h := range hits {
				if !(h.Score > 0 && h.Score <= 1) || i > 0 && h.Score > hits[i-1].Score {
					t.Fatalf("scores %v", hits)
				}
				if h.Start < 0 || h.End < h.Start || h.End > len(text) || (h.End > 0 && h.End == h.Start) {
					t.Fatalf("place %d–%d of %d bytes", h.Start, h.End, len(text))
				}
			}
		}
	})
}

func FuzzTable(f *testing.F) {
	table := small(f)
	f.Add(table)
	f.Add(table[:len(table)/2])
	f.Add((&link.Table{Dim: 1}).Encode())
	some := labels(skills)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		if l, err := link.NewSkills(data, some); err == nil {
			l.Rank("cook meals and drive a lorry", 3)
		}
		if l, err := link.NewTitles(data, some); err == nil {
			l.Rank("cook meals and drive a lorry", 3)
		}
	})
}
