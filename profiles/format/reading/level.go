package reading

import (
	"strings"
	"unicode"

	"tenon/profiles"
)

// levels are the words of skill levels, novice 1 to 5, in four languages. "Senior" is none.
var levels = func() map[string]uint8 {
	m := map[string]uint8{}
	for i, words := range []string{
		"novice beginner anfänger débutant débutante principiante",
		"basic basics familiar familiarity elementary exposure some learning grundkenntnisse grundlegend basis notion notions bases básico nociones",
		"proficient intermediate working competent good solid strong gut gute fundierte solide intermédiaire bon bonne bonnes courant intermedio medio bueno",
		"expert experts expertise advanced experienced expertenkenntnisse experte expertin fortgeschritten fortgeschrittene fortgeschrittener vertiefte tiefe " +
			"avancé avancée confirmé confirmée maîtrise experto experta avanzado alto",
		"guru mastery",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = uint8(i + 1)
		}
	}
	return m
}()

// SkillLevel is the highest level that words of a text say; 0 when there is none. "Sehr gut" is a step above "gut".
func SkillLevel(text string) uint8 {
	best, before := uint8(0), ""
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		w = strings.ToLower(w)
		l := levels[w]
		if l == 3 && before == "sehr" {
			l++
		}
		best, before = max(best, l), w
	}
	return best
}

// fluencies are tried in order: "full professional" before "professional", "native" before everything.
var fluencies = []struct {
	words string
	level profiles.CEFR
}{
	{"native|bilingual|mother tongue|muttersprach|langue maternelle|maternelle|bilingue|lengua materna|nativo|nativa|first language|zweisprachig|bilingüe", profiles.C2},
	{"near-native|full professional|verhandlungssicher|c1|fluent|fließend|fliessend|courant|couramment|fluido|fluida|advanced|avancé|avanzado|sehr gut|excellent|business fluent|professional proficiency|alto", profiles.C1},
	{"limited working", profiles.B1},
	{"professional|working|upper intermediate|upper-intermediate|gute kenntnisse|gut|good|très bon|bon niveau|intermedio alto|professionnel|profesional|business", profiles.B2},
	{"conversational|intermediate|intermédiaire|mittel|intermedio|medio|fortgeschritten|konversation", profiles.B1},
	{"basic|elementary|grundkenntnisse|notions|básico|basico|élémentaire|elemental|scolaire|schulkenntnisse|a2", profiles.A2},
	{"beginner|anfänger|débutant|principiante", profiles.A1},
}

var cefrCode = Exact(`(?i)\b([abc][12])\b`)

// Fluency reads a CEFR code or the words that people use for one in four languages; 0 when there is none.
func Fluency(text string) profiles.CEFR {
	var level profiles.CEFR
	if m := cefrCode.FindString(text); m != "" && level.UnmarshalText([]byte(m)) == nil {
		return level
	}
	low := strings.ToLower(text)
	for _, f := range fluencies {
		for w := range strings.SplitSeq(f.words, "|") {
			if strings.Contains(low, w) {
				return f.level
			}
		}
	}
	return 0
}
