// Command generate makes the grown part of the sample: roles from real salary records, and candidates made to fit them, to fit
// them in part, and not to. It reads nothing but the files of data beside it and what the packages ship, takes its chances from a
// fixed seed, and writes the same bytes at every run:
//
//	go run ./testdata/sample/generate
//
// [library] is what the corpus is made from, [opening] a role and [person] a candidate in the making. What will bite: the order of
// draws is part of the result, so a line added to a file of data changes many records, and the golden screen of the demo with them.
package main

import (
	"encoding/json"
	"fmt"
	"log"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	l, err := readLibrary()
	if err != nil {
		return err
	}
	os, err := l.openings(newFirms(l))
	if err != nil {
		return err
	}
	for _, o := range os {
		b, _ := json.Marshal(o.role)
		fmt.Println(string(b))
	}
	return nil
}
