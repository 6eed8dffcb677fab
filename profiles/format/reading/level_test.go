package reading_test

import (
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

func TestLevelsOfSkills(t *testing.T) {
	for text, want := range map[string]uint8{
		"Python (expert)": 4, "proficient": 3, "familiar with": 2, "Grundkenntnisse": 2, "sehr gut": 4, "gut": 3, "Expertin": 4, "avancé": 4,
		"notions": 2, "intermedio": 3, "guru": 5, "beginner": 1,
		"senior": 0, "Python": 0, "": 0, "experience": 0,
	} {
		if got := reading.SkillLevel(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestFluency(t *testing.T) {
	for text, want := range map[string]profiles.CEFR{
		"C1": profiles.C1, "English (b2)": profiles.B2, "native": profiles.C2, "near-native": profiles.C2, "verhandlungssicher": profiles.C1,
		"fließend": profiles.C1, "courant": profiles.C1, "langue maternelle": profiles.C2, "básico": profiles.A2, "Grundkenntnisse": profiles.A2,
		"limited working proficiency": profiles.B1, "full professional": profiles.C1, "upper-intermediate": profiles.B2, "conversational": profiles.B1,
		"beginner": profiles.A1, "Klingon": 0, "": 0,
	} {
		if got := reading.Fluency(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
