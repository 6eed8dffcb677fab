package batch

import "fmt"

// What a run holds at a time, in bytes.
const (
	planBytes  = 4 << 10 // of a role's plan
	scoreBytes = 100     // of a score in a list that is being made
	hitBytes   = 32      // of a hit in the bytes of a list
)

// Need is about how many bytes a run takes beside the columns of so many records, when it keeps the best top of each.
func Need(candidates, roles, top int) uint64 {
	each := uint64(min(4*top, max(candidates, roles)))
	scores := min(maxScores, uint64(candidates)*each)
	changed := min(maxChanged, uint64(candidates+roles)*each*hitBytes)
	return uint64(roles)*planBytes + scores*scoreBytes + changed
}

// Check refuses a run that cannot be. profiles.ErrInvalid: the settings; profiles.ErrUnavailable: it needs more memory than there is.
func (b *Batch) Check(s Settings) error {
	if _, err := b.made(s, b.Columns.Snapshot()); err != nil {
		return err
	}
	return b.affordable(s.Top)
}

func (b *Batch) affordable(top int) error {
	if b.Afford == nil {
		return nil
	}
	candidates, roles := b.Columns.Snapshot().Candidates(), len(b.Columns.Snapshot().Roles)
	return b.Afford(fmt.Sprintf("to keep the best %d of %d candidates and %d roles", top, candidates, roles), Need(candidates, roles, top))
}
