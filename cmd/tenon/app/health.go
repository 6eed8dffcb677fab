package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// Health is what is known to be wrong with an open directory. Safe for concurrent use.
type Health struct {
	mu      sync.Mutex
	records map[profiles.Key]string // that do not verify: they are in quarantine, since no read gives them out
	parts   map[string]string       // of the caches: why answers are not whole now
	mended  []string                // what was found damaged and has been made anew
	checked time.Time               // when everything was checked last since the directory was opened
	found   []string                // faults that this check found
}

// Damaged are the records that do not verify, by key.
func (h *Health) Damaged() (out []boltstore.Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for k, why := range h.records {
		out = append(out, boltstore.Fault{Key: k, Reason: why})
	}
	slices.SortFunc(out, func(a, b boltstore.Fault) int { return cmp.Compare(a.Key.String(), b.Key.String()) })
	return out
}

// Mended is what was found damaged since the directory was opened, and has been made anew.
func (h *Health) Mended() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.mended)
}

// Degraded says why answers may not be whole now; nothing where they are.
func (h *Health) Degraded() (out []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, why := range h.parts {
		out = append(out, why)
	}
	slices.Sort(out)
	visible := 0
	for k := range h.records {
		if k.Kind == profiles.KindCandidate || k.Kind == profiles.KindRole {
			visible++
		}
	}
	if visible > 0 {
		out = append(out, fmt.Sprintf("%d records do not verify and are left out: tenon check names them", visible))
	}
	return out
}

func (h *Health) quarantine(k profiles.Key, why string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.records == nil {
		h.records = map[profiles.Key]string{}
	}
	h.records[k] = why
}

// release takes a record off that has been replaced or deleted.
func (h *Health) release(k profiles.Key) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.records, k)
}

// degrade notes why a part makes answers degraded; an empty reason ends that.
func (h *Health) degrade(part, why string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.parts == nil {
		h.parts = map[string]string{}
	}
	if why == "" {
		delete(h.parts, part)
		return
	}
	h.parts[part] = why
}

func (h *Health) mend(what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.mended = append(h.mended, what)
}

// feed is the change feed of a store. A record that is deleted is out of quarantine.
type feed struct {
	*boltstore.Store
	health *Health
}

func (f feed) Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	cs, err := f.Store.Changes(ctx, since, limit)
	for i := range cs {
		if cs[i].Deleted {
			f.health.release(cs[i].Key)
		}
	}
	return cs, err
}
