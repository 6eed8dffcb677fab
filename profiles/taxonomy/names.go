package taxonomy

import (
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Names are all names of a concept but its label: its aliases, and those of ESCO, O*NET and others that a person may list.
// The latter are read at the first call; an error says that the files are not what the taxonomy was loaded from.
func (t *Taxonomy) Names(n No) ([]string, error) {
	c := t.Concept(n)
	alts, err := t.alts()
	if err != nil {
		return c.Aliases, err
	}
	var out []string
	out = append(out, c.Aliases...)
	for s := range each(alts[n], '|') {
		out = append(out, s)
	}
	for s := range each(t.texts[n], '|') {
		if s = strings.TrimPrefix(s, exactly); s != c.Label {
			out = append(out, s)
		}
	}
	return out, nil
}

// readAlts reads the names to list of all concepts, as the lines of the files have them.
func (t *Taxonomy) readAlts(fsys fs.FS) (alts map[No]string, err error) {
	alts = map[No]string{}
	for _, f := range openKinds {
		if t.open[f.kind] == nil {
			continue
		}
		content, err := unzip(fsys, openDir+f.name+".alt.tsv.gz")
		if err != nil {
			return nil, fmt.Errorf("names of %s: %w", f.name, err)
		}
		for line := range each(content, '\n') {
			id, names, _ := strings.Cut(line, "\t")
			alts[t.byID[FullID(f.kind, id)]] = names
		}
	}
	return alts, nil
}

func unzip(fsys fs.FS, name string) (_ string, err error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	_, err = io.Copy(&b, z)
	return b.String(), err
}
