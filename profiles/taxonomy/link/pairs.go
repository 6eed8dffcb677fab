package link

// pairs numbers pairs of terms: a hash table with open addressing, since a map would take most of the time of loading.
type pairs struct {
	keys  []uint64 // 1 + the pair; 0 is free
	terms []int32
	used  int
}

func (p *pairs) slot(key uint64) int {
	mask := len(p.keys) - 1
	i := int(key*0x9e3779b97f4a7c15>>32) & mask
	for p.keys[i] != 0 && p.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

func pairKey(a, b int32) uint64 { return 1 + (uint64(uint32(a))<<32 | uint64(uint32(b))) }

// find is the term of a pair, or -1.
func (p *pairs) find(a, b int32) int32 {
	if len(p.keys) == 0 {
		return -1
	}
	i := p.slot(pairKey(a, b))
	if p.keys[i] == 0 {
		return -1
	}
	return p.terms[i]
}

// put is the term of a pair, from make when the pair is new.
func (p *pairs) put(a, b int32, make func() int32) int32 {
	if 4*p.used >= 3*len(p.keys) {
		p.grow()
	}
	i := p.slot(pairKey(a, b))
	if p.keys[i] == 0 {
		p.keys[i], p.terms[i] = pairKey(a, b), make()
		p.used++
	}
	return p.terms[i]
}

func (p *pairs) grow() {
	old := *p
	n := max(1024, 2*len(old.keys))
	p.keys, p.terms = make([]uint64, n), make([]int32, n)
	for i, k := range old.keys {
		if k != 0 {
			j := p.slot(k)
			p.keys[j], p.terms[j] = k, old.terms[i]
		}
	}
}
