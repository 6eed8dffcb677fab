package link

import (
	"math"
	"slices"
)

// names are the unit vectors of the names of titles; each label begins a group of lanes.
type names struct {
	lanes lanes
	first []uint32 // by label: its first group; one more at the end

	sum  []float32 // scratch
	have []uint64  // hashes of the words of the names of the label at hand
}

// reserve makes room for the names of all labels.
func (n *names) reserve(dim int, labels []Label) {
	groups := 0
	for i := range labels {
		groups += (len(labels[i].Alts) + 4) / 4
	}
	n.lanes = lanes{dim: dim, cells: make([]int64, 0, groups*dim)}
	n.first = make([]uint32, 0, len(labels)+1)
}

// open begins the names of the next label.
func (n *names) open() {
	n.first = append(n.first, uint32(len(n.lanes.cells)/max(1, n.lanes.dim)))
	n.have = n.have[:0]
}

// add keeps the vector of a name, unless its label has it already, and adds it to the sum of the label.
func (n *names) add(t *table, rows []int32, sum []float32) {
	slices.Sort(rows)
	key := hash(rows)
	if len(rows) == 0 || slices.Contains(n.have, key) {
		return
	}
	n.sum = resize(n.sum, t.dim)
	clear(n.sum)
	for _, r := range rows {
		t.add(n.sum, r)
	}
	unit(n.sum)
	n.lanes.put(int(n.first[len(n.first)-1])*4+len(n.have), n.sum)
	n.have = append(n.have, key)
	addTo(sum, n.sum)
}

func hash(rows []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range rows {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h
}

// best is the greatest cosine of a label's names and the text of codes.
func (n *names) best(label int32, codes []int8) float32 {
	if n.first[label] == n.first[label+1] {
		return 0
	}
	most := int32(math.MinInt32)
	for g := n.first[label]; g < n.first[label+1]; g++ {
		p := n.lanes.products(int(g), codes)
		most = max(most, p[0], p[1], p[2], p[3])
	}
	return float32(most) / (laneLength * codeLength)
}
