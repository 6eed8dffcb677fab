package batch_test

import (
	"errors"
	"testing"

	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store/tablestest"
)

func TestBarsAreTheLastOfTheBestOfEveryRole(t *testing.T) {
	h, _ := filled(t, 7, 60)
	m := tablestest.New()
	k := &batch.Kept{Tables: m}
	if _, _, err := k.Bars(t.Context(), 3); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("without lists: %v", err)
	}
	rescore(t, h, m, batch.Settings{Top: 5, Lambda: 30}, batch.Options{})
	for _, top := range []int{1, 3, 5, 99} {
		made, bars, err := k.Bars(t.Context(), top)
		if err != nil || made.Top != 5 {
			t.Fatalf("%+v, %v", made, err)
		}
		want := 0
		err = k.Rows(t.Context(), func(r *batch.Row) error {
			if r.List != "role" || int(r.Rank) != min(top, 5) {
				return nil
			}
			want++
			b, ok := bars[profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID}]
			if !ok || b.ID != r.Match || b.Org != r.MatchOrg || b.Overall != r.Overall || b.F != r.Forward || b.R != r.Reverse {
				t.Errorf("top %d, role %s: %+v: want %+v", top, r.ID, b, r)
			}
			return nil
		})
		if err != nil || want == 0 || len(bars) != want {
			t.Errorf("top %d: %d bars, %v: want %d", top, len(bars), err, want)
		}
	}
	if _, _, err := k.Bars(t.Context(), 0); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("top 0: %v", err)
	}
}
