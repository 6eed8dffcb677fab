package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"

	"tenon/profiles"
)

// file is one that the command writes.
type file struct {
	name string
	data []byte
}

// roleRecord is a role as a line of a file.
type roleRecord struct {
	Kind string `json:"kind"`
	profiles.Role
}

// corpus makes all files.
func corpus() ([]file, error) {
	l, err := readLibrary()
	if err != nil {
		return nil, err
	}
	f := newFirms(l)
	openings, err := l.openings(f)
	if err != nil {
		return nil, err
	}
	var roles, candidates []any
	for _, o := range openings {
		roles = append(roles, roleRecord{"role", o.role})
	}
	design := "# Which candidate was made for what: candidate, design (fit, part, other), role, what is in the way. The test of the corpus reads it.\n"
	for i, b := range l.briefs(openings) {
		r := l.candidate(b, i, f)
		candidates = append(candidates, r)
		role := "-"
		if b.role != nil {
			role = b.role.role.ID
		}
		design += strings.TrimRight(fmt.Sprintf("%s\t%s\t%s\t%s", r.ID, b.design, role, b.twist), "\t") + "\n"
	}
	out := []file{{"design.tsv", []byte(design)}}
	for name, records := range map[string][]any{"candidates.ndjson.gz": candidates, "roles.ndjson.gz": roles} {
		data, err := pack(records)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, file{name, data})
	}
	return out, nil
}

// pack writes records as lines, compressed, without a time.
func pack(records []any) ([]byte, error) {
	var b bytes.Buffer
	zw, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	enc := json.NewEncoder(zw)
	enc.SetEscapeHTML(false)
	for _, r := range records {
		if err := enc.Encode(r); err != nil {
			return nil, err
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
