package profiles

import (
	"regexp"
	"strconv"
	"strings"
)

// bonusText finds a bonus in per cent: "bonus of up to 10 %", "10–20% annual bonus".
var bonusText = regexp.MustCompile(`(?i)(?:(up to|bis zu|jusqu'à|hasta)\s+)?(\d{1,3})(?:\s*(?:%\s*)?(?:-|–|to|bis)\s*(\d{1,3}))?\s*(?:%|percent|per cent|prozent)`)

// Bonus is the bonus that the text beside base pay states as a share of it, per mille; false when it states none in per cent.
func (p *Pay) Bonus() (low, high int, ok bool) {
	text := strings.ToLower(p.Beside)
	if !strings.Contains(text, "bonus") && !strings.Contains(text, "variable") && !strings.Contains(text, "prime") {
		return 0, 0, false
	}
	m := bonusText.FindStringSubmatch(p.Beside)
	if m == nil {
		return 0, 0, false
	}
	low, _ = strconv.Atoi(m[2]) // three digits at most
	high = low
	if m[3] != "" {
		high, _ = strconv.Atoi(m[3])
	} else if m[1] != "" {
		low = 0
	}
	if low > high || high > 200 {
		return 0, 0, false
	}
	return 10 * low, 10 * high, true
}
