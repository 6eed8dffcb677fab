package columns

import (
	"sort"

	"tenon/index/facts"
)

// Pinned is set in Stated for who states a place, and means the one where he lives, or at most PinnedKM from it: a role farther
// away than twice that is worth nothing to that wish, unless it is remote.
const (
	Pinned   = 1 << facts.Preferences
	PinnedKM = 100
)

// pinned says whether a wish of somebody who lives in a city is pinned.
func pinned(w *facts.Wish, lives uint32) bool {
	return w.Wants(facts.PrefPlace) && !w.Relocate && w.City == lives && w.KM <= PinnedKM && len(w.More().Cities) == 0
}

// Modes are the low bits of what a row asks: those of work that it wishes. Above them stands a step of pay.
const (
	askModes = 3
	Modes    = 1<<askModes - 1
	PaySteps = 1 << (8 - askModes)
)

// paySteps are the least wishes of the steps of pay in US dollars a year: 0, then each a tenth above the one before.
var paySteps = func() (out [PaySteps]int64) {
	for i, usd := 1, int64(20_000); i < len(out); i++ {
		out[i] = usd
		usd += usd / 10
	}
	return out
}()

// PayFrom is the least that is wished at a step of pay.
func PayFrom(step int) int64 { return paySteps[step] }

// Ask is what a wish asks of pay and of mode, in one byte: enough to see of most that a role does not give it.
func Ask(w *facts.Wish) uint8 {
	step := 0
	if w.Wants(facts.PrefPay) {
		step = sort.Search(len(paySteps), func(i int) bool { return paySteps[i] > w.PayUSD }) - 1
	}
	return uint8(max(0, step)<<askModes) | w.Modes&Modes
}

// PayStep is the step of pay of an ask.
func PayStep(ask uint8) int { return int(ask >> askModes) }
