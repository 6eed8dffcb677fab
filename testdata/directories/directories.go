// Package directories holds data directories as earlier versions of Tenon wrote them, one for each format of the store. Every later
// version has to open them, with the records that were written.
//
// store-N.tar.gz is a directory of format N with all of its caches, store-N.ndjson its candidates with their identities and its roles
// as that version exported them. To add one, import testdata/sample/resume*.json, roles-reference.json and jsonresume-job.json with
// --as-of 2026-11, correct and re-import one record, review
// a candidate for a role, rescore, compact, export, and pack.
package directories

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

//go:embed *.tar.gz *.ndjson
var files embed.FS

// Formats are those of which there is a directory.
var Formats = []int{1, 2, 3, 4, 5, 6}

// Records are the exported lines of a format.
func Records(format int) ([][]byte, error) {
	b, err := files.ReadFile(fmt.Sprintf("store-%d.ndjson", format))
	return bytes.Split(bytes.TrimSpace(b), []byte("\n")), err
}

// Unpack writes the directory of a format.
func Unpack(format int, dir string) error {
	b, err := files.ReadFile(fmt.Sprintf("store-%d.tar.gz", format))
	if err != nil {
		return err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := unpack(filepath.Join(dir, filepath.Clean("/"+h.Name)), h, r); err != nil {
			return err
		}
	}
}

func unpack(to string, h *tar.Header, r io.Reader) error {
	if h.Typeflag == tar.TypeDir {
		return os.MkdirAll(to, 0o700)
	}
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
