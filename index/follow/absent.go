package follow

import (
	"fmt"
	"sync"

	"tenon/profiles"
)

// absent are the records that a change wrote and that were not found when it was read: a later change deletes them, or they are lost.
type absent struct {
	mu sync.Mutex // guards of
	of map[profiles.Key]profiles.Seq
}

func (a *absent) note(c profiles.Change) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.of == nil {
		a.of = map[profiles.Key]profiles.Seq{}
	}
	a.of[c.Key] = c.Seq
}

// deleted takes off what changes delete, or write anew.
func (a *absent) deleted(cs []profiles.Change) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.of) == 0 {
		return
	}
	for i := range cs {
		delete(a.of, cs[i].Key)
	}
}

// tell names those that are left at the end of the feed.
func (a *absent) tell(damaged func(profiles.Key, error)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for k, seq := range a.of {
		damaged(k, fmt.Errorf("%w: stored %s is missing: change %d wrote it", profiles.ErrDamaged, k, seq))
	}
	a.of = nil
}
