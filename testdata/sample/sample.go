// Package sample is the shipped sample: roles and candidates that the demo, the golden files and a new user's first look share.
//
// It has two parts. The judged part, the *.json files, is written by hand, and the golden rankings rest on it. The grown part, the
// *.ndjson.gz files, is made by the command generate from real salary records. Every file is read by the same import as anybody's.
// README.md says where each comes from.
package sample

import (
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// AsOf is the month at which the judged part is judged; no date of it lies later, but planned ones.
const AsOf = "2026-06"

// GrownAsOf is the month at which both parts together are judged: roles of the grown part were posted in the 24 months up to it.
const GrownAsOf = "2026-11"

// Role is the role that the demo ranks candidates for.
const Role = "r-ref-mlops-berlin"

// FS holds the files.
//
//go:embed *.json *.ndjson.gz
var FS embed.FS

// Judged lists the files of the judged part, Grown those of the grown part by the names that they have unpacked.
func Judged() []string { return names("*.json") }

// Grown is described at [Judged].
func Grown() []string {
	out := names("*.ndjson.gz")
	for i := range out {
		out[i] = strings.TrimSuffix(out[i], ".gz")
	}
	return out
}

func names(pattern string) []string {
	out, err := fs.Glob(FS, pattern)
	if err != nil {
		panic(err) // a pattern of this file is wrong
	}
	return out
}

// Open opens a file of either part by the name that [Judged] or [Grown] lists; those of the grown part come unpacked.
func Open(name string) (io.ReadCloser, error) {
	if !strings.HasSuffix(name, ".ndjson") {
		return FS.Open(name)
	}
	f, err := FS.Open(name + ".gz")
	if err != nil {
		return nil, err
	}
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s of the sample: %w", name, err), f.Close())
	}
	return unpacked{zr, f}, nil
}

// unpacked closes the file below a reader, too.
type unpacked struct {
	*gzip.Reader
	file io.Closer
}

func (u unpacked) Close() error { return errors.Join(u.Reader.Close(), u.file.Close()) }
