package storetest

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/store"
)

// full fills every field of a record with a value of its own, so that a field which is lost, or kept under the number of
// another one, shows.
func full(r profiles.Record) profiles.Record {
	n := 0
	fill(reflect.ValueOf(r).Elem(), &n)
	reflect.ValueOf(r).Elem().FieldByName("ID").SetString("full")
	return r
}

func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(numbered("välue ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n%5 + 1))
	case reflect.Uint32:
		v.SetUint(uint64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, n)
			fill(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("cbor") != "-" { // made when the record is read
				fill(v.Field(i), n)
			}
		}
	default:
		panic("storetest: no value for a field of type " + v.Type().String())
	}
}

var blanks = map[profiles.Kind]func() profiles.Record{
	profiles.KindCandidate:    func() profiles.Record { return new(profiles.Candidate) },
	profiles.KindRole:         func() profiles.Record { return new(profiles.Role) },
	profiles.KindIdentity:     func() profiles.Record { return new(identity.Identity) },
	profiles.KindDemographics: func() profiles.Record { return new(identity.Demographics) },
	profiles.KindSearch:       func() profiles.Record { return new(profiles.Search) },
	profiles.KindReview:       func() profiles.Record { return new(profiles.Review) },
	profiles.KindConsents:     func() profiles.Record { return new(identity.Consents) },
	profiles.KindAccess:       func() profiles.Record { return new(identity.Access) },
}

func everyField(t *testing.T, open Open) {
	s := opened(t, open)
	for kind, blank := range blanks {
		k := profiles.Key{Kind: kind, ID: "full"}
		wants(t, s, full(blank()), k, apply(t, s, profiles.Mutation{Key: k, Record: full(blank())}))
	}
	for _, of := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole} {
		fix := &profiles.Correction{ID: "full", Of: of, Patch: `[{"op":"remove","path":"/headline"}]`}
		k := profiles.Key{Kind: fix.RecordKind(), ID: "full"}
		wants(t, s, fix, k, apply(t, s, profiles.Mutation{Key: k, Record: fix}))
	}
	// A field that is not stated stays so: zero amounts, empty structs and false are not the same as nothing.
	no := false
	sparse := &profiles.Role{ID: "sparse", Pay: &profiles.Pay{}, Place: &profiles.Place{}, ExperienceInPlaceOfEducation: &no}
	k := profiles.Key{Kind: profiles.KindRole, ID: "sparse"}
	wants(t, s, sparse, k, apply(t, s, profiles.Mutation{Key: k, Record: sparse}))
	odd := candidate("odd", "\xff\x00 is kept, though the intake would not let it in")
	wants(t, s, odd, key("odd"), apply(t, s, profiles.Mutation{Key: key("odd"), Record: odd}))
}

func notAliased(t *testing.T, open Open) {
	s := opened(t, open)
	given := full(new(profiles.Candidate)).(*profiles.Candidate)
	want := full(new(profiles.Candidate))
	rev := apply(t, s, profiles.Mutation{Key: key("full"), Record: given})
	spoil(given)
	wants(t, s, want, key("full"), rev)
	e, err := s.Get(ctx, key("full"))
	if err != nil {
		t.Fatal(err)
	}
	spoil(e.Record.(*profiles.Candidate))
	entries, _ := scanAll(t, s, profiles.KindCandidate, 10)
	spoil(entries[0].Record.(*profiles.Candidate))
	wants(t, s, want, key("full"), rev)
	again, _ := scanAll(t, s, profiles.KindCandidate, 10)
	if d := cmp.Diff([]store.Entry{{Key: key("full"), Revision: rev, Record: want}}, again); d != "" {
		t.Errorf("scan: (-want +got)\n%s", d)
	}
}

func spoil(c *profiles.Candidate) {
	c.Headline, c.Skills[0].Name, c.Place.City, c.Jobs[0].Skills[0].Name = "spoilt", "spoilt", "spoilt", "spoilt"
	*c.Source = profiles.Source{}
}
