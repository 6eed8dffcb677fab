package reading_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"tenon/profiles/format"
)

// BenchmarkRead measures a résumé from bytes to a record, for each format, over the documents to develop with.
func BenchmarkRead(b *testing.B) {
	for _, ext := range []string{"pdf", "docx", "html", "txt"} {
		var names []string
		var files [][]byte
		for _, d := range documents(b, "dev") {
			if !strings.HasSuffix(d.file, "."+ext) || strings.Contains(d.file, "/ad-") {
				continue
			}
			raw, err := os.ReadFile(d.file)
			if err != nil {
				b.Fatal(err)
			}
			names, files = append(names, d.file), append(files, raw)
		}
		if len(files) == 0 {
			b.Fatalf("no files of format %s", ext)
		}
		b.Run(ext, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				k := i % len(files)
				err := format.Decode(names[k], bytes.NewReader(files[k]), format.Options{Now: now}, func(format.Draft, error) bool { return true })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "résumés/s")
		})
	}
}
