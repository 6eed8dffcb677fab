// Package hostile makes files that are meant to harm whoever reads them: bombs, circles, lies about sizes, truncations, files that
// are something else than they say. Tests only use it, to hold that every one of them ends in one clear error or in a bounded
// reading, within the time and the memory that a reader has.
//
// The two things to know are [Files] and [File]. Every file is made by code when it is opened, is the same each time, and is never
// stored. What will bite: some of them have hundreds of megabytes, so read them as they come and do not keep them.
package hostile

import (
	"bytes"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
)

// File is one hostile file.
type File struct {
	Name string // with the extension under which it comes
	Why  string // what is wrong with it
	Says string // words of the error that it ends in, or [Found]
	Open func() io.Reader
}

// Found is in [File.Says] when what is good in the file, or harmless, is read.
const Found = ""

// Files gives all files in a fixed order.
func Files() iter.Seq[File] {
	return func(yield func(File) bool) {
		for _, group := range []func() []File{archives, documents, relations, pdfTrees, pdfFiles, pdfStreams, pdfContents, pages, linkedData, jsons, resumes, tables, texts, roles, encodings, mails, others, polyglots} {
			for _, f := range group() {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// source opens the bytes of a file, or of a part of one.
type source = func() io.Reader

func text(parts ...string) source {
	return func() io.Reader {
		readers := make([]io.Reader, len(parts))
		for i, p := range parts {
			readers[i] = strings.NewReader(p)
		}
		return io.MultiReader(readers...)
	}
}

func made(make func() []byte) source { return func() io.Reader { return bytes.NewReader(make()) } }

// lazy is a source whose description is large itself.
func lazy(make func() source) source { return func() io.Reader { return make()() } }

// chain is one source after the other.
func chain(sources ...source) source {
	return func() io.Reader {
		readers := make([]io.Reader, len(sources))
		for i, s := range sources {
			readers[i] = s()
		}
		return io.MultiReader(readers...)
	}
}

// around puts a text before and one after a source.
func around(before string, s source, after string) source {
	return chain(text(before), s, text(after))
}

// times is a text n times, made as it is read.
func times(n int, unit string) source {
	return each(n, func(b []byte, _ int) []byte { return append(b, unit...) })
}

// each is what is appended for 0 to n-1, made as it is read.
func each(n int, unit func(b []byte, i int) []byte) source {
	return func() io.Reader { return &series{n: n, unit: unit} }
}

type series struct {
	n, i int
	unit func([]byte, int) []byte
	buf  []byte
	rest []byte
}

func (s *series) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		s.buf = s.buf[:0]
		for ; s.i < s.n && len(s.buf) < 1<<16; s.i++ {
			s.buf = s.unit(s.buf, s.i)
		}
		if s.rest = s.buf; len(s.rest) == 0 {
			return 0, io.EOF
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// all reads a source that is small. Readers that are made here do not fail.
func all(s source) []byte {
	data, _ := io.ReadAll(s())
	return data
}

// cut is the first tenths of a source.
func cut(s source, tenths int) source {
	return made(func() []byte { data := all(s); return data[:len(data)*tenths/10] })
}

// edited replaces all occurrences of a text.
func edited(s source, from, to string) source {
	return made(func() []byte { return bytes.ReplaceAll(all(s), []byte(from), []byte(to)) })
}

// noise is bytes without a pattern, the same each time.
func noise(n int) source {
	return func() io.Reader {
		r := rand.New(rand.NewPCG(1, 2))
		return each(n/8, func(b []byte, _ int) []byte {
			x := r.Uint64()
			for range 8 {
				b = append(b, byte(x))
				x >>= 8
			}
			return b
		})()
	}
}

// prose is n words without a pattern that compresses well.
func prose(n int) source {
	return func() io.Reader {
		r := rand.New(rand.NewPCG(3, 4))
		return each(n, func(b []byte, _ int) []byte {
			for range 4 + r.IntN(5) {
				b = append(b, byte('a'+r.IntN(26)))
			}
			return append(b, ' ')
		})()
	}
}

// renamed is the files of one source under several names.
func renamed(why, says string, s source, names ...string) []File {
	return slices.Collect(func(yield func(File) bool) {
		for _, n := range names {
			if !yield(File{n, why, says, s}) {
				return
			}
		}
	})
}
