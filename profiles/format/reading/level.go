package reading

import (
	"strings"

	"tenon/profiles"
)

// levels are words of skill levels, 1 novice to 5, the more telling ones first: "sehr gut" before "gut".
var levels = []struct {
	form  Pattern
	level uint8
}{
	{Exact(`(?i)\b(?:guru|mastery|world[- ]class)\b`), 5},
	{Words(`(?i)\b(?:experts?|expertise|advanced|experienced|proficiency in depth|expertenkenntnisse|experte|expertin|fortgeschritten(?:e[rs]?)?|sehr gute?|vertiefte|tiefe|avancé|confirmé|maîtrise|expert[oa]|avanzado|alto)\b`), 4},
	{Words(`(?i)\b(?:proficient|intermediate|working|competent|good|solid|strong|fundierte|gute?|solide|intermédiaire|bonne?|courant|intermedio|medio|bueno)\b`), 3},
	{Words(`(?i)\b(?:basics?|familiar(?:ity)?|elementary|exposure|some|learning|grundkenntnisse|grundlegend|basis|notions?|bases|básico|nociones)\b`), 2},
	{Words(`(?i)\b(?:novice|beginner|anfänger|débutant|principiante)\b`), 1},
}

// SkillLevel reads the word of a level; 0 when there is none.
func SkillLevel(text string) uint8 {
	for _, l := range levels {
		if l.form.MatchString(text) {
			return l.level
		}
	}
	return 0
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
