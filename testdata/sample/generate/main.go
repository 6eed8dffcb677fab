// Command generate makes the grown part of the sample: roles from real salary records, and candidates made to fit them, to fit
// them in part, and not to. It reads nothing but the files of data beside it and what the packages ship, takes its chances from a
// fixed seed, and writes the same bytes at every run:
//
//	go run ./testdata/sample/generate
//
// A library is what the corpus is made from, an opening a role and a person a candidate in the making. What will bite: the order of
// draws is part of the result, so a line added to a file of data changes many records, and the golden screen of the demo with them.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	dir := flag.String("dir", "testdata/sample", "directory to write to")
	flag.Parse()
	if err := run(*dir); err != nil {
		log.Fatal("generate: ", err)
	}
}

func run(dir string) error {
	files, err := corpus()
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
