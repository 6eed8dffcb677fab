package link_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
	"tenon/profiles/taxonomy/link"
)

func TestTheLabelsOfTheSchemes(t *testing.T) {
	for _, c := range []struct {
		kind   taxonomy.Kind
		scheme link.Scheme
		least  int
	}{
		{taxonomy.Skill, link.ESCO, 13_896}, {taxonomy.Skill, link.ONET, 8_000}, {taxonomy.Skill, link.Tenon, 900},
		{taxonomy.Title, link.ESCO, 3_000}, {taxonomy.Title, link.ONET, 1_000}, {taxonomy.Title, link.Tenon, 400},
	} {
		labels, err := link.Labels(c.kind, c.scheme, taxonomy.Default())
		if err != nil || len(labels) < c.least {
			t.Errorf("%s %s: %d labels, %v: want %d", c.scheme, c.kind, len(labels), err, c.least)
		}
		ids := map[string]bool{}
		for _, l := range labels {
			if l.Name == "" || ids[l.ID] || strings.ContainsAny(l.ID, " \t") || l.ID == "" {
				t.Errorf("%s %s: label %+v", c.scheme, c.kind, l)
			}
			ids[l.ID] = true
		}
	}
}

func TestThereAreOnlySkillsAndTitlesOfThreeSchemes(t *testing.T) {
	if _, err := link.Shipped(taxonomy.Degree, link.ESCO, nil); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("degrees: %v", err)
	}
	if _, err := link.Shipped(taxonomy.Skill, "lightcast", nil); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), "tenon, esco or onet") {
		t.Errorf("another scheme: %v", err)
	}
}

func TestLinkingToEachScheme(t *testing.T) {
	for _, c := range []struct {
		kind       taxonomy.Kind
		scheme     link.Scheme
		text, want string
	}{
		{taxonomy.Skill, link.ESCO, "You will look after patients in intensive care", "intensive care medicine"},
		{taxonomy.Skill, link.Tenon, "roll out trained models to production", "Model deployment"},
		{taxonomy.Skill, link.ONET, "drawings made in AutoCAD", "Autodesk AutoCAD"},
		{taxonomy.Title, link.ESCO, "Sr. Software Developer (m/w/d)", "software developer"},
		{taxonomy.Title, link.ONET, "Barista", "Baristas"},
		{taxonomy.Title, link.Tenon, "engineer for machine learning operations", "MLOps Engineer"},
	} {
		l, err := link.Shipped(c.kind, c.scheme, taxonomy.Default())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range l.Rank(c.text, 3) {
			got = append(got, l.Label(h.Index).Name)
		}
		if !strings.Contains(strings.Join(got, "|"), c.want) {
			t.Errorf("%s %q: %q, want %s among them", c.scheme, c.text, got, c.want)
		}
	}
}
