package taxonomy_test

import (
	"math"
	"testing"

	"tenon/profiles/taxonomy"
)

func TestTheStrengthTableIsThatOfItsFormulas(t *testing.T) {
	s := taxonomy.Default().Strength()
	for m := range 601 {
		if want := max(400, 1000*m/(m+12)); int(s.Months[m]) != want {
			t.Errorf("months %d: %d, want %d", m, s.Months[m], want)
		}
		want := 1000.0
		if m > 24 {
			want = max(350, math.Round(1000*math.Pow(2, -float64(m-24)/48)))
		}
		if float64(s.Recency[m]) != want {
			t.Errorf("recency %d: %d, want %v", m, s.Recency[m], want)
		}
	}
}

func TestTheConstantsOfStrength(t *testing.T) {
	s := *taxonomy.Default().Strength()
	s.Months, s.Recency = [601]uint16{}, [601]uint16{}
	want := taxonomy.Strength{
		Level:          [6]uint16{400, 400, 550, 700, 850, 1000},
		RecencyUnknown: 900, ClaimedCap: 550, LevelLift: 200,
		EvidenceClaimed: 70, EvidencePublic: 90, EvidenceCertificate: 90, EvidenceJobShort: 90, EvidenceJob: 95, EvidenceTwoKinds: 100,
		Targets: [6]uint8{10, 6, 8, 10, 12, 14},
	}
	if s != want {
		t.Errorf("got %+v\nwant %+v", s, want)
	}
}

func TestTargetsAreTheLevelInACurrentJob(t *testing.T) {
	s := taxonomy.Default().Strength()
	for level := 1; level <= 5; level++ {
		if got := s.Of(s.Level[level], s.EvidenceJob, 1000); got != s.Targets[level] {
			t.Errorf("level %d: %d, target %d", level, got, s.Targets[level])
		}
	}
}

func TestStrengthOf(t *testing.T) {
	s := taxonomy.Default().Strength()
	for _, c := range []struct {
		l    uint16
		e    uint8
		r    uint16
		want uint8
	}{
		{1000, 100, 1000, 15}, {400, 70, 900, 4}, {400, 70, 350, 1}, {550, 70, 1000, 6}, {1, 1, 1, 1}, {0, 0, 0, 1}, {1000, 90, 1000, 14}, // 13.5

		{850, 95, 1000, 12}, {700, 95, 1000, 10}, // 12.11 and 9.975
	} {
		if got := s.Of(c.l, c.e, c.r); got != c.want {
			t.Errorf("Of(%d, %d, %d) = %d, want %d", c.l, c.e, c.r, got, c.want)
		}
	}
}

func TestStrengthNeverFallsWithMoreMonthsLevelEvidenceOrRecency(t *testing.T) {
	s := taxonomy.Default().Strength()
	for m := 1; m <= 600; m++ {
		if s.Months[m] < s.Months[m-1] || s.Recency[m] > s.Recency[m-1] || s.TargetMonths(m) < s.TargetMonths(m-1) {
			t.Errorf("month %d", m)
		}
	}
	for l := uint16(0); l <= 1000; l += 50 {
		for e := uint8(70); e < 100; e += 5 {
			for r := uint16(350); r < 1000; r += 50 {
				at := s.Of(l, e, r)
				if s.Of(l+50, e, r) < at || s.Of(l, e+5, r) < at || s.Of(l, e, r+50) < at || at < 1 || at > 15 {
					t.Errorf("at %d %d %d", l, e, r)
				}
			}
		}
	}
}

func TestTargetMonthsOutsideOfTheTable(t *testing.T) {
	s := taxonomy.Default().Strength()
	if s.TargetMonths(-5) != s.TargetMonths(0) || s.TargetMonths(10_000) != s.TargetMonths(600) || s.TargetMonths(600) != 14 {
		t.Errorf("%d %d %d", s.TargetMonths(-5), s.TargetMonths(600), s.TargetMonths(10_000))
	}
}
