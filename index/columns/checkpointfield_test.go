package columns_test

import (
	"reflect"
	"testing"

	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// full is a candidate and a role with something in every field that scoring reads.
func full() (*profiles.Candidate, *profiles.Role) {
	ref := func(name string) profiles.Ref { return profiles.Ref{Name: name} }
	yes := true
	values := taxonomy.Default().Of(taxonomy.Value)
	value := profiles.Ref{Concept: taxonomy.Default().Concept(values[0]).ID}
	place := func(geo uint32) profiles.Place { return profiles.Place{City: "X", Country: "DE", Geo: geo} }
	here := place(2950159)
	c := &profiles.Candidate{Visibility: profiles.VisiblePublic, SharedWith: []string{"beta", "gamma"}, Place: &here, Skills: []profiles.Skill{{Ref: ref("Go"), Level: 4}}, Certificates: []profiles.Certificate{{Ref: ref("CKA"), Issued: asOf - 3}},
		Languages: []profiles.Language{{Ref: ref("German"), Level: profiles.C1}}, Education: []profiles.Education{{Level: profiles.ISCEDBachelor, End: asOf - 50}},
		Jobs:     []profiles.Job{{Title: ref("Data Engineer"), Start: asOf - 40, Current: true, Industry: industry()}, {Title: ref("Zzyzx"), Start: asOf - 60, End: asOf - 41}},
		Evidence: []profiles.Evidence{{Kind: profiles.EvidenceRepository}},
		Preferences: &profiles.Preferences{Pay: &profiles.PayWish{Min: profiles.Money{Cents: 9_000_000, Currency: "XXX", Period: profiles.PerYear}, Only: true},
			Place:  &profiles.PlaceWish{Modes: []profiles.Mode{1}, WithinKM: 30, Relocate: true, Places: []profiles.Place{place(2950159), place(2911298)}},
			Skills: &profiles.RefWish{Want: []profiles.Ref{ref("Go")}}, Seniority: &profiles.SeniorityWish{Min: profiles.Senior},
			Engagement: &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Trial}}, Values: &profiles.RefWish{Want: []profiles.Ref{value}},
			Interview: &profiles.InterviewWish{Accept: []profiles.Interview{1}}}}
	r := &profiles.Role{Employer: profiles.Employer{Name: "Acme", Size: "M", Industry: industry()}, Visibility: profiles.VisiblePublic, Title: ref("Senior Data Engineer"), Place: &here, Modes: []profiles.Mode{1}, RemoteCountries: []string{"DE"}, ApplicantCountries: []string{"FR"},
		Engagements: []profiles.Engagement{1}, Interviews: []profiles.Interview{1}, Values: []profiles.Ref{value}, Posted: asOf - 1, ValidThrough: asOf + 1, ExperienceInPlaceOfEducation: &yes,
		Pay: &profiles.Pay{Min: 1, Max: 9_000_000, Currency: "XXX", Period: profiles.PerYear, Beside: "5 to 10 % bonus"},
		Requirements: []profiles.Requirement{
			{Kind: profiles.ReqSkill, Ref: ref("Go"), AnyOf: []profiles.Ref{ref("Python")}, Necessity: profiles.Must, Level: 3, Gate: true},
			{Kind: profiles.ReqSkill, Ref: ref("Go"), AnyOf: []profiles.Ref{ref("Python")}, Necessity: profiles.Must, Level: 2},
			{Kind: profiles.ReqSkill, Ref: ref("Zzyzx"), Necessity: profiles.Must},
			{Kind: profiles.ReqExperience, Necessity: profiles.Must, Months: 24}}}
	return c, r
}

func industry() profiles.Ref {
	t := taxonomy.Default()
	return profiles.Ref{Concept: t.Concept(t.Of(taxonomy.Industry)[0]).ID}
}

// zero lists the exported fields, at any depth, in which no value of a list says anything.
func zero(path string, vs []reflect.Value) (out []string) {
	switch vs[0].Kind() {
	case reflect.Pointer:
		var all []reflect.Value
		for _, v := range vs {
			if !v.IsNil() {
				all = append(all, v.Elem())
			}
		}
		if len(all) == 0 {
			return []string{path}
		}
		return zero(path, all)
	case reflect.Slice:
		var all []reflect.Value
		for _, v := range vs {
			for i := range v.Len() {
				all = append(all, v.Index(i))
			}
		}
		if len(all) == 0 {
			return []string{path}
		}
		return zero(path, all)
	case reflect.Struct:
		for f := range vs[0].NumField() {
			var all []reflect.Value
			for _, v := range vs {
				all = append(all, v.Field(f))
			}
			if x := vs[0].Type().Field(f); x.IsExported() {
				out = append(out, zero(path+"."+x.Name, all)...)
			}
		}
		return out
	}
	for _, v := range vs {
		if !v.IsZero() {
			return nil
		}
	}
	return []string{path}
}

// A field that the checkpoint forgets is lost at the next start.
func TestACheckpointKeepsEveryFieldOfTilesAndRoles(t *testing.T) {
	dir, l := t.TempDir(), columns.New(deriver, asOf)
	c, r := full()
	us := []columns.Update{{Key: profiles.Key{Org: "acme", Kind: profiles.KindCandidate, ID: "c"}, Candidate: c}, {Key: profiles.Key{Org: "acme", Kind: profiles.KindRole, ID: "r"}, Role: r}}
	for i := range 5000 {
		p := corpus.Candidate(i)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p})
	}
	for i := range 4200 {
		p := corpus.Role(i)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: p.ID}, Role: p})
	}
	l.Apply(us, 9202)
	l.Apply([]columns.Update{{Key: us[7].Key}}, 9203)
	if err := l.Save(dir, "store"); err != nil {
		t.Fatal(err)
	}
	m, err := columns.Load(dir, "store", deriver, asOf)
	if err != nil {
		t.Fatal(err)
	}
	a, b := l.Snapshot(), m.Snapshot()
	if none := zero("", []reflect.Value{reflect.ValueOf(struct {
		Tiles []*columns.Tile
		Dead  [][]uint64
		Roles []columns.Role
	}{a.Tiles, a.Dead, a.Roles})}); len(none) > 0 {
		t.Errorf("nothing is tested of %v", none)
	}
	for i := range a.Tiles {
		if !reflect.DeepEqual(a.Tiles[i], b.Tiles[i]) {
			t.Errorf("tile %d is another one", i)
		}
	}
	if !reflect.DeepEqual(a.Dead, b.Dead) || !reflect.DeepEqual(a.Roles, b.Roles) || len(a.Tiles) != len(b.Tiles) {
		t.Error("tombstones or roles are others")
	}
	h, err := columns.ReadHead(dir)
	if err != nil || h.Candidates != 5000 || h.Roles != 4201 || h.Seq != 9203 || h.Store != "store" {
		t.Errorf("head %+v, %v", h, err)
	}
	m.Apply([]columns.Update{{Key: us[1].Key}, {Key: us[0].Key}}, 9204)
	if s := m.Snapshot(); s.Candidates() != 4999 || len(s.Roles) != 4200 {
		t.Errorf("%d candidates and %d roles after two deletions", s.Candidates(), len(s.Roles))
	}
}
