package main

import (
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tenon/profiles/taxonomy"
)

//go:embed sources
var embedded embed.FS

func main() {
	data := flag.String("data", "profiles/taxonomy/data", "the directory of the overlay; its directory open and ../link/data are written")
	tables := flag.Bool("train", false, "train the tables of linking, too; takes minutes")
	flag.Parse()
	if err := run(*data, *tables); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(data string, tables bool) error {
	files, report, err := generate(os.DirFS(data))
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := write(filepath.Join(data, filepath.FromSlash(name)), content); err != nil {
			return err
		}
	}
	fmt.Print(report)
	if !tables {
		return nil
	}
	over, err := taxonomy.LoadOverlay(os.DirFS(data))
	if err != nil {
		return err
	}
	sources, err := fs.Sub(embedded, "sources")
	if err != nil {
		return err
	}
	return trainTables(data, sources, over, func(format string, args ...any) { fmt.Printf(format, args...) })
}

// generate makes the files of the open part and of linking for an overlay, by their paths from the data directory.
func generate(data fs.FS) (files map[string]string, report string, err error) {
	over, err := taxonomy.LoadOverlay(data)
	if err != nil {
		return nil, "", err
	}
	sources, err := fs.Sub(embedded, "sources")
	if err != nil {
		return nil, "", err
	}
	review, err := readReviewed(sources)
	if err != nil {
		return nil, "", err
	}
	s, err := skills(sources, over, review)
	if err != nil {
		return nil, "", err
	}
	t, err := titles(sources, over, review, s)
	if err != nil {
		return nil, "", err
	}
	files = map[string]string{}
	sum := sha256.New()
	for _, c := range []*catalogue{s, t} {
		if err := c.files(files); err != nil {
			return nil, "", err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%s\x00%s\x00", name, files[name])
	}
	files["open/digest.txt"] = hex.EncodeToString(sum.Sum(nil)) + "\n"
	labels, err := labelFiles(sources)
	if err != nil {
		return nil, "", err
	}
	for name, content := range labels {
		files["../link/data/"+name] = content
	}
	return files, fmt.Sprintf("%s\n%s\n", s, t), nil
}

// files writes the three files of a catalogue.
func (c *catalogue) files(to map[string]string) error {
	var lines, alts strings.Builder
	var names [][]string
	for _, x := range c.all {
		if x.overlay && len(x.also)+len(x.names)+len(x.edges)+len(x.skills) == 0 && x.family == "" {
			continue
		}
		lines.WriteString(x.line(c.kind) + "\n")
		if len(x.names) > 0 {
			alts.WriteString(x.id + "\t" + strings.Join(x.names, "|") + "\n")
		}
		var of []string
		if !x.overlay {
			of = append(of, x.label)
		}
		for _, s := range x.text {
			of = append(of, strings.TrimPrefix(s, exactly))
		}
		names = append(names, append(of, x.names...))
	}
	table, err := taxonomy.NameTable(names)
	base := "open/" + c.kind.String() + "s"
	if err != nil {
		return err
	}
	to[base+".tsv"], to[base+".names"] = lines.String(), string(table)
	to[base+".alt.tsv.gz"], err = zip(alts.String())
	return err
}

func zip(s string) (string, error) {
	var b strings.Builder
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := z.Write([]byte(s)); err != nil {
		return "", err
	}
	err = z.Close()
	return b.String(), err
}

// write replaces a file as a whole or not at all.
func write(path, content string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", []byte(content), 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
