package columns

import (
	"cmp"
	"slices"
	"sync"

	"tenon/index/facts"
	"tenon/profiles"
)

// Role is a role with its outside names, and with what only the market is described by.
type Role struct {
	Org, ID string
	Facts   *facts.Role
	Posting *facts.Posting
}

// RoleTile is an immutable block of at most [Rows] roles. Safe for concurrent use; do not modify.
type RoleTile struct {
	Roles []Role

	mu   sync.Mutex // guards kept
	kept []derived  // the latest used first
}

// derived is something made of a tile's roles.
type derived struct {
	key   string
	value any
}

// keptDerived is how many things a tile keeps that were made of it: one a policy in use.
const keptDerived = 4

// Derived returns what make makes of the tile under a key: made once, kept with the tile until others have been used more
// lately. It must not depend on anything but the tile and the key.
func (t *RoleTile) Derived(key string, make func() any) any {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.kept, func(d derived) bool { return d.key == key })
	d := derived{key: key}
	if i < 0 {
		d.value = make()
		i = len(t.kept)
		t.kept = append(t.kept, d)
	}
	d = t.kept[i]
	copy(t.kept[1:i+1], t.kept[:i])
	t.kept[0] = d
	t.kept = t.kept[:min(len(t.kept), keptDerived)]
	return d.value
}

// RoleAlive says whether role l of role tile t is still there.
func (s *Snapshot) RoleAlive(t, l int) bool { return alive(s.DeadRoles[t], l) }

// applyRoles brings the roles of the snapshot up to date: tombstones and a new tile, and the ordered list of all.
func (l *Live) applyRoles(s *Snapshot, us []Update) {
	var add []Role
	gone := map[profiles.Key]bool{}
	for i := range us {
		if us[i].Key.Kind != profiles.KindRole {
			continue
		}
		gone[us[i].Key] = true
		if r := us[i].Role; r != nil {
			add = append(add, Role{Org: us[i].Key.Org, ID: us[i].Key.ID, Facts: l.deriver.Role(r), Posting: l.deriver.Posting(r)})
		}
	}
	if len(gone) == 0 {
		return
	}
	s.RoleTiles, s.DeadRoles = slices.Clone(s.RoleTiles), slices.Clone(s.DeadRoles)
	l.removeRoles(s, gone)
	slices.SortFunc(add, byName)
	s.Roles = mergedRoles(s.Roles, add, gone)
	l.addRoles(s, add)
	l.mergeRoles(s)
}

func byName(a, b Role) int { return cmp.Or(cmp.Compare(a.Org, b.Org), cmp.Compare(a.ID, b.ID)) }

// Key is the key of a row.
func (t *RoleTile) Key(l int) profiles.Key {
	r := &t.Roles[l]
	return profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID}
}

func (l *Live) removeRoles(s *Snapshot, gone map[profiles.Key]bool) {
	number := make(map[*RoleTile]int, len(s.RoleTiles))
	for i, t := range s.RoleTiles {
		number[t] = i
	}
	fresh := map[int]bool{}
	for k := range gone {
		if a, ok := l.roleAt.get(k); ok {
			i := number[a.tile]
			if !fresh[i] {
				s.DeadRoles[i], fresh[i] = ownDead(s.DeadRoles[i], len(a.tile.Roles)), true
			}
			s.DeadRoles[i][a.row>>6] |= 1 << (a.row & 63)
			l.roleAt.remove(k)
		}
	}
}

// mergedRoles is old without gone and with add, both in order. What lies between is copied as it lies: there may be a million of them, and
// one that has changed.
func mergedRoles(old, add []Role, gone map[profiles.Key]bool) []Role {
	marks := make([]Role, 0, len(gone))
	for k := range gone {
		marks = append(marks, Role{Org: k.Org, ID: k.ID})
	}
	slices.SortFunc(marks, byName)
	out := make([]Role, 0, len(old)+len(add))
	for _, m := range marks {
		at, is := slices.BinarySearchFunc(old, m, byName)
		out, old = append(out, old[:at]...), old[at:]
		if is {
			old = old[1:]
		}
		if len(add) > 0 && byName(add[0], m) == 0 {
			out, add = append(out, add[0]), add[1:]
		}
	}
	return append(out, old...)
}

func (l *Live) addRoles(s *Snapshot, roles []Role) {
	for block := range slices.Chunk(roles, Rows) {
		t := &RoleTile{Roles: block}
		l.placeRoles(t, 0, len(block))
		s.RoleTiles, s.DeadRoles = append(s.RoleTiles, t), append(s.DeadRoles, nil)
	}
}

// placeRoles notes where so many roles of a tile stand, from one on.
func (l *Live) placeRoles(t *RoleTile, from, n int) {
	number := l.roleAt.enter(t)
	for i := from; i < min(from+n, len(t.Roles)); i++ {
		l.roleAt.put(number, i)
	}
}

// fewRoles is how many roles a tile has at least that is not joined with others.
const fewRoles = Block / 2

// mergeRoles joins the role tiles in which few are alive, once there are too many of them.
func (l *Live) mergeRoles(s *Snapshot) {
	var small int
	for i, t := range s.RoleTiles {
		if living(s.DeadRoles[i], len(t.Roles)) < fewRoles {
			small++
		}
	}
	if small <= smallTiles {
		return
	}
	var roles []Role
	var joined []*RoleTile
	keep := 0
	for i, t := range s.RoleTiles {
		if living(s.DeadRoles[i], len(t.Roles)) >= fewRoles {
			s.RoleTiles[keep], s.DeadRoles[keep] = t, s.DeadRoles[i]
			keep++
			continue
		}
		joined = append(joined, t)
		for j := range t.Roles {
			if s.RoleAlive(i, j) {
				roles = append(roles, t.Roles[j])
			}
		}
	}
	s.RoleTiles, s.DeadRoles = s.RoleTiles[:keep], s.DeadRoles[:keep]
	slices.SortFunc(roles, byName)
	l.addRoles(s, roles)
	l.roleAt.leave(joined...)
}
