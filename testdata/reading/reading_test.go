// Package reading measures how well documents are read: résumés and adverts made for the purpose, whose truth is known, are given
// to format.Decode and what comes out is compared field by field. README.md says what the files are and how they are made.
//
// All of it is tests. What will bite: the tables in testdata/golden move with every change of the readers, and that is what
// they are for. Faults are shown of the half to develop with only; the other half is measured, never looked at.
package reading_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"
)

var (
	update = flag.Bool("update", false, "write the golden tables anew")
	lot    = flag.String("lot", "", "measure the files of this folder, whose truth is in its folder truth")
	faults = flag.String("faults", "", "show the faults in the documents, but for those set aside, whose names match this expression")
)

const golden = "../golden/reading-"

func TestTheHalfToDevelopWithIsReadAsTheTableSays(t *testing.T) { measure(t, "dev", showFaults(t)) }

func TestTheHalfSetAsideIsReadAsTheTableSays(t *testing.T) {
	measure(t, "aside", func(document, findings, error) {})
}

func TestTheLotOfManyPeopleIsReadAsTheTableSays(t *testing.T) { measure(t, "more", showFaults(t)) }

// TestALotFromElsewhereIsMeasured shows the table of files that are not shipped.
func TestALotFromElsewhereIsMeasured(t *testing.T) {
	if *lot == "" {
		t.Skip("no -lot")
	}
	t.Log("\n" + tableOf(t, *lot, showFaults(t)))
}

func measure(t *testing.T, half string, show func(document, findings, error)) {
	check(t, golden+half+".txt", tableOf(t, half, show))
}

func tableOf(t *testing.T, half string, show func(document, findings, error)) string {
	t.Helper()
	all := newTable()
	for _, d := range documents(t, half) {
		got, err := read(d)
		found := compare(d.truth, got)
		all.add(d, found)
		show(d, found, err)
	}
	return all.String()
}

func showFaults(t *testing.T) func(document, findings, error) {
	if *faults == "" {
		return func(document, findings, error) {}
	}
	form, err := regexp.Compile(*faults)
	if err != nil {
		t.Fatal(err)
	}
	return func(d document, found findings, err error) {
		if !form.MatchString(d.file) {
			return
		}
		fmt.Println("##", d.file)
		if err != nil {
			fmt.Println("   ", err)
		}
		for _, f := range found {
			if !f.right() {
				fmt.Println("   ", f)
			}
		}
	}
}

func check(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (renew with -update); got\n%s", file, got)
	}
}
