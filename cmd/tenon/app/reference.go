package app

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

// The files of a data directory that take the place of shipped data, or, the overlay, go on top of it.
const (
	OverlayFile = "overlay.txt"
	RatesFile   = "rates.csv"
	CitiesFile  = "cities.tsv"
)

// Reference is the data that records are read and compared by.
type Reference struct {
	Taxonomy *taxonomy.Taxonomy
	Cities   *gazetteer.Gazetteer
	Rates    *money.Rates
	Deriver  *facts.Deriver
}

// LoadReference reads the shipped data.
func LoadReference() *Reference { return ReferenceWith(taxonomy.Default()) }

// ReferenceWith is the shipped data with another taxonomy.
func ReferenceWith(t *taxonomy.Taxonomy) *Reference {
	return newReference(t, gazetteer.Default(), money.Default())
}

func newReference(t *taxonomy.Taxonomy, c *gazetteer.Gazetteer, r *money.Rates) *Reference {
	return &Reference{Taxonomy: t, Cities: c, Rates: r, Deriver: facts.NewDeriver(t, r)}
}

// directoryReference is the shipped data with what the directory has of its own. A taxonomy that is given wins over the overlay.
func directoryReference(dir string, t *taxonomy.Taxonomy, log *slog.Logger) *Reference {
	if t == nil {
		t = ownFile(dir, OverlayFile, log, readOverlay, taxonomy.Default)
	}
	return newReference(t, ownFile(dir, CitiesFile, log, gazetteer.Load, gazetteer.Default), ownFile(dir, RatesFile, log, money.Load, money.Default))
}

// ownFile reads a file of the directory. Without one, the shipped data counts; a broken one is refused with its line, because a
// directory has to open whatever somebody has put there.
func ownFile[T any](dir, name string, log *slog.Logger, read func(io.Reader) (T, error), shipped func() T) T {
	f, err := os.Open(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return shipped()
	}
	var own T
	if err == nil {
		own, err = read(f)
		_ = f.Close() // only read
	}
	if err != nil {
		log.Warn("a file of the directory is refused; the shipped data stays in force", "file", name, "error", err)
		return shipped()
	}
	return own
}

func readOverlay(r io.Reader) (*taxonomy.Taxonomy, error) {
	var b strings.Builder
	if _, err := io.Copy(&b, r); err != nil {
		return nil, err
	}
	return taxonomy.With(taxonomy.File{Name: OverlayFile, Content: b.String()})
}

// Engine returns an engine without a store, for pairs of records.
func (r *Reference) Engine(asOf profiles.Month) *engine.Engine {
	return &engine.Engine{Deriver: r.Deriver, Cities: r.Cities, Columns: columns.New(r.Deriver, asOf)}
}
