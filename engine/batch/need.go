package batch

import "fmt"

// What a run holds at a time, in bytes, with the garbage of it.
const (
	planBytes    = 4 << 10 // of a role's plan
	scoreBytes   = 100     // of a score in a list that is being made, and in the list as it is written
	hitBytes     = 32      // of a hit in the bytes of a list
	changedBytes = 4       // of a byte of lists that change, before and after: they are held once more while they are written
)

// Need is about how many bytes a run takes beside the columns of so many records, when it keeps the best top of each: a full one, or one
// that changes all lists, whichever takes more.
func Need(candidates, roles, top int) uint64 {
	scores := min(maxScores, uint64(candidates)*uint64(min(2*top+max(1, top/2), roles)))
	lists := uint64(candidates)*uint64(min(2*top, roles)) + uint64(roles)*uint64(min(2*top, candidates))
	changed := min(maxChanged, 2*lists*hitBytes)
	return uint64(roles)*planBytes + max(scores*scoreBytes, changed*changedBytes)
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
