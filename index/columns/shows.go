package columns

import "tenon/profiles"

// Shows says whether an organisation sees the candidate or role of a key: its own, one that everybody sees, or one that is shared with
// it. A key that nobody has takes as long as one that is hidden but for a few reads of memory.
func (l *Live) Shows(key profiles.Key, org string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if key.Kind == profiles.KindRole {
		a, ok := l.roleAt.get(key)
		return ok && (key.Org == org || a.tile.Roles[a.row].Facts.Public)
	}
	a, ok := l.at.get(key)
	return ok && a.tile.ShownTo(a.row, org)
}
