package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"
)

// block is a name with indented lines below it, each a key and a text: the form of all files of data.
type block struct {
	name  string
	lines map[string][]string
}

// list is what the lines of a key list, parted by " | ".
func (b *block) list(key string) []string {
	var out []string
	for _, l := range b.lines[key] {
		out = append(out, strings.Split(l, " | ")...)
	}
	return out
}

// one is the only line of a key, or "".
func (b *block) one(key string) string {
	if len(b.lines[key]) == 0 {
		return ""
	}
	return b.lines[key][0]
}

// readBlocks reads a file. A "#" at the start of a line is a remark.
func readBlocks(from fs.FS, file string) ([]*block, error) {
	f, err := from.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	var out []*block
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		line := strings.TrimRight(in.Text(), " ")
		key, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case key == "" || strings.HasPrefix(line, "#"):
		case line[0] != ' ':
			out = append(out, &block{line, map[string][]string{}})
		case len(out) == 0 || text == "":
			return nil, fmt.Errorf("%s:%d: want a name, or under one a key and a text", file, n)
		default:
			b := out[len(out)-1]
			b.lines[key] = append(b.lines[key], text)
		}
	}
	return out, in.Err()
}
