package main

import (
	"fmt"
	"io/fs"
	"path/filepath"

	"tenon/profiles/taxonomy"
	"tenon/profiles/taxonomy/link/train"
)

// seed of the training: any would do, and this one is kept.
const seed = 1

// trainTables trains the tables of linking. It takes minutes; the same sources give the same bytes.
func trainTables(data string, sources fs.FS, over *taxonomy.Taxonomy, report func(format string, args ...any)) error {
	src, err := trainingSource(sources, over)
	if err != nil {
		return err
	}
	for _, x := range []struct {
		name  string
		train func(train.Source, train.Config) ([]byte, error)
	}{{"skills", train.Skills}, {"titles", train.Titles}} {
		table, err := x.train(src, train.Config{Seed: seed, Progress: func(epoch int, loss float64) {
			report("%s: pass %d, loss %.4f\n", x.name, epoch, loss)
		}})
		if err != nil {
			return fmt.Errorf("train %s: %w", x.name, err)
		}
		if err := write(filepath.Join(data, "..", "link", "data", x.name+".bin"), string(table)); err != nil {
			return err
		}
		report("%s: %d bytes\n", x.name, len(table))
	}
	return nil
}

// trainingSource is all that the tables are trained on.
func trainingSource(fsys fs.FS, over *taxonomy.Taxonomy) (train.Source, error) {
	src := train.Source{Concepts: overlayRows(over)}
	for _, part := range []struct {
		name string
		add  func(t *table, r []string)
	}{
		{"esco_skills", func(t *table, r []string) {
			src.Skills = append(src.Skills, train.Row{Label: t.cell(r, "label"), Alts: t.list(r, "alts")})
		}},
		{"esco_digital_skills", func(t *table, r []string) {
			src.Digital = append(src.Digital, train.Row{Label: t.cell(r, "label"), Description: t.cell(r, "description")})
		}},
		{"skillskape_train", func(t *table, r []string) {
			src.Sentences = append(src.Sentences, train.Sentence{Text: t.cell(r, "sentence"), Labels: t.list(r, "skills")})
		}},
		{"esco_occupations", func(t *table, r []string) {
			src.Occupations = append(src.Occupations, train.Row{Label: t.cell(r, "label"), Alts: t.list(r, "alts"), Description: t.cell(r, "description")})
		}},
	} {
		t, err := read(fsys, part.name)
		if err != nil {
			return src, err
		}
		for _, r := range t.rows {
			part.add(t, r)
		}
	}
	if err := technologyRows(&src, fsys); err != nil {
		return src, err
	}
	var err error
	src.Jobs, err = jobRows(fsys)
	return src, err
}

// leastBroader is the least sim at which a skill lends its name to another.
const leastBroader = 65

// overlayRows are the skills of the overlay with the labels of what they stand for.
func overlayRows(over *taxonomy.Taxonomy) []train.Row {
	var out []train.Row
	for _, n := range over.Of(taxonomy.Skill) {
		c := over.Concept(n)
		row := train.Row{Label: c.Label, Alts: c.Aliases}
		for _, asked := range over.Of(taxonomy.Skill) {
			if e, ok := over.Similarity(asked, n); ok && asked != n && e.Sim >= leastBroader {
				row.Broader = append(row.Broader, over.Concept(asked).Label)
			}
		}
		out = append(out, row)
	}
	return out
}

// technologyRows adds the technologies of O*NET with what they are filed under.
func technologyRows(src *train.Source, fsys fs.FS) error {
	t, err := read(fsys, "onet_technology_skills")
	if err != nil {
		return err
	}
	of := map[string]int{}
	for _, r := range t.rows {
		name := t.cell(r, "name")
		i, ok := of[name]
		if !ok {
			i = len(src.Concepts)
			of[name] = i
			src.Concepts = append(src.Concepts, train.Row{Label: name, Alts: ownWord(name)})
		}
		src.Concepts[i].Broader = append(src.Concepts[i].Broader, t.cell(r, "commodity_title"))
	}
	return nil
}

// jobRows are the occupations of O*NET with all their titles.
func jobRows(fsys fs.FS) ([]train.Row, error) {
	labels, err := onetTitleLabels(fsys)
	if err != nil {
		return nil, err
	}
	t, err := read(fsys, "onet_occupations")
	if err != nil {
		return nil, err
	}
	var out []train.Row
	for i, l := range labels {
		out = append(out, train.Row{Label: l.name, Alts: l.alts, Description: t.cell(t.rows[i], "description")})
	}
	return out, nil
}
