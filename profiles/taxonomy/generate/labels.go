package main

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"tenon/profiles/taxonomy"
)

// label is a concept of a scheme as text is linked to it.
type label struct {
	id, name string
	alts     []string
}

// labelFiles are the concepts of ESCO and O*NET as those schemes have them, before any are merged: what tenon skills and tenon
// titles rank with --scheme.
func labelFiles(fsys fs.FS) (map[string]string, error) {
	out := map[string]string{}
	for name, read := range map[string]func(fs.FS) ([]label, error){"esco.skills": escoSkillLabels, "onet.skills": onetSkillLabels,
		"esco.titles": escoTitleLabels, "onet.titles": onetTitleLabels} {
		ls, err := read(fsys)
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		for _, l := range ls {
			b.WriteString(l.id + "\t" + l.name + "\t" + strings.Join(l.alts, "|") + "\n")
		}
		if out[name+".tsv.gz"], err = zip(b.String()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// escoSkillLabels are the 13,896 labels of ESCO 1.1.0 in the order of its list. Those that the table of skills lacks have no
// other names, and those without an URI have an id of our own.
func escoSkillLabels(fsys fs.FS) ([]label, error) {
	t, err := read(fsys, "esco_skills")
	if err != nil {
		return nil, err
	}
	list, err := read(fsys, "esco_skill_labels")
	if err != nil {
		return nil, err
	}
	of := map[string][]string{}
	for _, r := range t.rows {
		of[t.cell(r, "label")] = r
	}
	var out []label
	for _, r := range list.rows {
		l := label{name: list.cell(r, "label")}
		if row := of[l.name]; row != nil {
			l.id, l.alts = taxonomy.FullID(taxonomy.Skill, t.cell(row, "uri")), t.list(row, "alts")
		}
		l.id = cmp.Or(l.id, "skill/esco-"+slug(l.name))
		out = append(out, l)
	}
	return out, nil
}

// onetSkillLabels are the technologies of O*NET, which have no ids there.
func onetSkillLabels(fsys fs.FS) ([]label, error) {
	t, err := read(fsys, "onet_technology_skills")
	if err != nil {
		return nil, err
	}
	var out []label
	for _, r := range t.rows {
		name := t.cell(r, "name")
		if len(out) == 0 || out[len(out)-1].name != name {
			out = append(out, label{"skill/onet-" + slug(name), name, ownWord(name)})
		}
	}
	return out, nil
}

func escoTitleLabels(fsys fs.FS) ([]label, error) {
	t, err := read(fsys, "esco_occupations")
	if err != nil {
		return nil, err
	}
	var out []label
	for _, r := range t.rows {
		out = append(out, label{taxonomy.FullID(taxonomy.Title, t.cell(r, "uri")), t.cell(r, "label"), t.list(r, "alts")})
	}
	return out, nil
}

func onetTitleLabels(fsys fs.FS) ([]label, error) {
	t, err := read(fsys, "onet_occupations")
	if err != nil {
		return nil, err
	}
	alts, err := read(fsys, "onet_alternate_titles")
	if err != nil {
		return nil, err
	}
	of := map[string][]string{}
	for _, r := range alts.rows {
		soc := alts.cell(r, "soc")
		bare, _, _ := strings.Cut(alts.cell(r, "title"), " (")
		for _, name := range []string{bare, alts.cell(r, "short")} {
			if name != "" && !slices.Contains(of[soc], name) {
				of[soc] = append(of[soc], name)
			}
		}
	}
	var out []label
	for _, r := range t.rows {
		soc := t.cell(r, "soc")
		out = append(out, label{soc, t.cell(r, "title"), of[soc]})
	}
	return out, nil
}
