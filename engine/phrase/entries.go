package phrase

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"strings"
)

// Entries are the lines of a file of words: what they are found by, and what stands behind sep. Empty lines and those that begin with
// # are none. The file is a part of the program: one that is missing, or has a line without sep or a second one of the same name, is a
// panic.
func Entries(files fs.FS, name, sep string) iter.Seq2[string, string] {
	return func(yield func(key, text string) bool) {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err)
		}
		seen := map[string]bool{}
		for lines := bufio.NewScanner(bytes.NewReader(b)); lines.Scan(); {
			line := strings.TrimSuffix(lines.Text(), "\r")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, text, ok := strings.Cut(line, sep)
			if !ok || seen[key] {
				panic(fmt.Sprintf("%s: want « name%stext », once each: %q", name, sep, line))
			}
			seen[key] = true
			if !yield(key, text) {
				return
			}
		}
	}
}
