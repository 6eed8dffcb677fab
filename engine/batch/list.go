package batch

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"tenon/engine/plan"
	"tenon/profiles"
)

// list is the best of one role or candidate: the first Top of hits are what is kept, the rest is the reserve.
//
// As bytes: complete byte · the horizon, as a hit, of one that is not complete · facts (length, JSON) · number of hits · hits. A
// hit is id · organisation · F · R · overall, texts with their length before them; numbers are varints.
type list struct {
	facts []byte // of the role or candidate, as scoring saw them
	hits  []plan.Hit
	// complete: every pair that may be in the list is. Otherwise nothing outside of it ranks before horizon.
	complete bool
	horizon  plan.Hit
}

// listKey is the key under which the list of a record is kept.
func listKey(k profiles.Key) []byte {
	b := make([]byte, 0, len(k.Org)+len(k.ID)+2)
	return append(append(append(append(b, byte(k.Kind)), k.Org...), 0), k.ID...)
}

func keyOf(b []byte) (profiles.Key, error) {
	if len(b) > 1 {
		if org, id, ok := bytes.Cut(b[1:], []byte{0}); ok {
			return profiles.Key{Org: string(org), Kind: profiles.Kind(b[0]), ID: string(id)}, nil
		}
	}
	return profiles.Key{}, fmt.Errorf("%w: %q is no key of a list", profiles.ErrDamaged, b)
}

func (l *list) encode() []byte {
	b := make([]byte, 0, len(l.facts)+24*len(l.hits)+16)
	b = append(b, b2i(l.complete))
	if !l.complete {
		b = appendHit(b, &l.horizon)
	}
	b = append(binary.AppendUvarint(b, uint64(len(l.facts))), l.facts...)
	b = binary.AppendUvarint(b, uint64(len(l.hits)))
	for i := range l.hits {
		b = appendHit(b, &l.hits[i])
	}
	return b
}

func b2i(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func appendHit(b []byte, h *plan.Hit) []byte {
	b = append(binary.AppendUvarint(b, uint64(len(h.ID))), h.ID...)
	b = append(binary.AppendUvarint(b, uint64(len(h.Org))), h.Org...)
	b = binary.AppendUvarint(b, uint64(h.F))
	b = binary.AppendUvarint(b, uint64(h.R))
	return binary.AppendUvarint(b, uint64(h.Overall))
}

// decodeList reads the list of a record; the ties of its hits are made anew.
func decodeList(owner profiles.Key, b []byte) (*list, error) {
	d := &decoder{b: b}
	l := d.head(owner)
	l.facts = []byte(d.text())
	n := d.number()
	if n > uint64(len(b)) {
		d.bad = true
		n = 0
	}
	l.hits = make([]plan.Hit, n)
	for i := range l.hits {
		l.hits[i] = d.hit(owner)
	}
	if d.bad || len(d.b) > 0 {
		return nil, fmt.Errorf("%w: the kept list of %s does not decode", profiles.ErrDamaged, owner)
	}
	return l, nil
}

// decoder reads what encode wrote; bad once it cannot.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) number() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) text() string {
	n := d.number()
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return ""
	}
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) byte() byte {
	if len(d.b) == 0 {
		d.bad = true
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

func (d *decoder) hit(owner profiles.Key) plan.Hit {
	h := plan.Hit{ID: d.text(), Org: d.text(), F: int32(d.number()), R: int32(d.number()), Overall: int32(d.number())}
	h.Key, h.Tie = h.Overall, tie(owner, h.ID)
	return h
}

// head reads what stands before the facts.
func (d *decoder) head(owner profiles.Key) *list {
	l := &list{complete: d.byte() == 1}
	if !l.complete {
		l.horizon = d.hit(owner)
	}
	return l
}

// maxSought bounds the ids that are sought in the bytes of a list; for more it is decoded.
const maxSought = 16

// untouched says of the bytes of a list that changed records are not in it and that what they score now lies behind its horizon.
// False may be wrong: an id can stand in the facts.
func untouched(owner profiles.Key, b []byte, ids [][]byte, now []plan.Hit) bool {
	d := &decoder{b: b}
	l := d.head(owner)
	if d.bad || len(ids) > maxSought {
		return false
	}
	for _, h := range now {
		if l.within(h) {
			return false
		}
	}
	for _, id := range ids {
		if bytes.Contains(d.b, id) {
			return false
		}
	}
	return true
}

// within says whether a hit lies before the horizon.
func (l *list) within(h plan.Hit) bool { return l.complete || plan.Order(h, l.horizon) <= 0 }

// tie orders equal scores of a list.
func tie(owner profiles.Key, id string) uint64 {
	if owner.Kind == profiles.KindRole {
		return plan.Tie(owner.ID, id)
	}
	return plan.Tie(id, owner.ID)
}

// newList is a list ranked in full: all that there are when fewer than the reserve holds.
func newList(facts []byte, hits []plan.Hit, reserve int) *list {
	l := &list{facts: facts, hits: hits, complete: true}
	l.cut(reserve)
	return l
}

// cut brings sorted hits to the length of the reserve. One that is just full may have left some out.
func (l *list) cut(reserve int) {
	if len(l.hits) >= reserve {
		l.hits, l.complete = l.hits[:reserve], false
		if reserve > 0 {
			l.horizon = l.hits[reserve-1]
		}
	}
}

// revise takes out all hits of changed records and puts in what those score now. It is false when the list came to hold fewer
// than top of those that it needs, and has to be ranked anew.
func (l *list) revise(changed func(plan.Hit) bool, now []plan.Hit, top, reserve int) bool {
	l.hits = slices.DeleteFunc(l.hits, changed)
	for _, h := range now {
		if l.within(h) {
			l.hits = append(l.hits, h)
		}
	}
	slices.SortFunc(l.hits, plan.Order)
	if len(l.hits) > reserve || l.complete {
		l.cut(reserve)
	}
	return l.complete || len(l.hits) >= top
}

// kept are the hits that are kept and shown.
func (l *list) kept(top int) []plan.Hit {
	if l == nil {
		return nil
	}
	return l.hits[:min(top, len(l.hits))]
}
