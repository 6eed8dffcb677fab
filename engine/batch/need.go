package batch

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
