package pay

import (
	"maps"
	"math"
	"slices"

	"tenon/engine/regress"
)

// mask is a set of facts that a question states; a fit is by these alone.
type mask uint8

const (
	byTitle mask = 1 << iota
	byLevel
	byCountry
	byMode
	bySize
	allFacts = byTitle | byLevel | byCountry | byMode | bySize
)

// maskOf says what a question states.
func (r *record) mask() (m mask) {
	for _, x := range []struct {
		known bool
		fact  mask
	}{{r.family != 0, byTitle}, {r.band != noBand, byLevel}, {r.country != 0, byCountry}, {r.mode != 0, byMode}, {r.size != "", bySize}} {
		if x.known {
			m |= x.fact
		}
	}
	return m
}

// The penalties of the columns, in records: near those of the least error on records of the survey that
// were left out, where it is flat.
const (
	penaltyTitle   = 4
	penaltyFamily  = 2
	penaltyCountry = 2
	penaltyRegion  = 1
	penaltyCity    = 8
	penaltyOther   = 1
)

// leastInCity is how many records a city has to have for a column of its own.
const leastInCity = 5

// design says in which columns a record has a one: what occurs among the records has a column.
type design struct {
	mask    mask
	columns map[column]int32
	penalty []float64
	cities  map[uint32]int
}

// column names a column: what it is of, and its value there.
type column struct {
	of    byte
	value uint32
	text  string
}

func newDesign(m mask, rs []record) *design {
	d := &design{mask: m, columns: map[column]int32{}, penalty: []float64{0}, cities: map[uint32]int{}}
	for i := range rs {
		d.cities[rs[i].city]++
	}
	for i := range rs {
		d.each(&rs[i], func(c column, penalty float64) {
			if _, ok := d.columns[c]; !ok {
				d.columns[c] = int32(len(d.penalty))
				d.penalty = append(d.penalty, penalty)
			}
		})
	}
	return d
}

// each calls f for what a record states.
func (d *design) each(r *record, f func(column, float64)) {
	f(column{of: 's', value: uint32(b2i(r.role != nil))}, penaltyOther)
	f(column{of: 'y', value: uint32(r.year)}, penaltyOther)
	f(column{of: 'k', value: uint32(b2i(r.contract))}, penaltyOther)
	if d.mask&byTitle != 0 {
		f(column{of: 't', value: uint32(r.title)}, penaltyTitle)
		f(column{of: 'f', value: uint32(r.family)}, penaltyFamily)
	}
	if d.mask&byLevel != 0 {
		f(column{of: 'l', value: uint32(r.band)}, penaltyOther)
		f(column{of: 'p', value: uint32(r.step)}, penaltyOther)
	}
	if d.mask&byCountry != 0 {
		f(column{of: 'c', value: uint32(r.country)}, penaltyCountry)
		f(column{of: 'r', text: r.region}, penaltyRegion)
		if r.city != 0 && d.cities[r.city] >= leastInCity {
			f(column{of: 'g', value: r.city}, penaltyCity)
		}
	}
	if d.mask&byMode != 0 {
		f(column{of: 'm', value: uint32(r.mode)}, penaltyOther)
	}
	if d.mask&bySize != 0 {
		f(column{of: 'z', text: r.size}, penaltyOther)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// row writes the columns of a record, ascending; what no record of the fit has is left out.
func (d *design) row(r *record, cols []int32) []int32 {
	cols = append(cols[:0], 0)
	d.each(r, func(c column, _ float64) {
		if n, ok := d.columns[c]; ok {
			cols = append(cols, n)
		}
	})
	slices.Sort(cols)
	return cols
}

// unseen is the doubt of what a record states and no record of the fit does.
func (d *design) unseen(r *record) (extra float64) {
	d.each(r, func(c column, penalty float64) {
		if _, ok := d.columns[c]; !ok && (c.value != 0 || c.text != "") {
			extra += 1 / penalty
		}
	})
	return extra
}

// model is a fit of records by the facts of a mask, with how far it was from each when that was left out.
type model struct {
	*design
	rs    []record
	ridge *regress.Ridge
	off   []float64 // by record: the logarithm of pay less that predicted without it, in units of its scale
	scale map[string]float64
	usual float64 // the scale of a region without records
}

func newModel(m mask, rs []record) (*model, bool) {
	x := &model{design: newDesign(m, rs), rs: rs, off: make([]float64, len(rs))}
	rows := make([][]int32, len(rs))
	g := regress.New(len(x.penalty))
	for i := range rs {
		rows[i] = slices.Clone(x.row(&rs[i], nil))
		g.Add(rows[i], rs[i].y)
	}
	var ok bool
	if x.ridge, ok = g.Ridge(x.penalty); !ok {
		return nil, false
	}
	for i := range rs {
		x.off[i] = x.ridge.Standard(rows[i], rs[i].y)
	}
	x.rescale()
	return x, true
}

// rescale brings what the fit is off to the scale of each region: pay is less alike in some than in others.
func (m *model) rescale() {
	sum, n := map[string]float64{}, map[string]float64{}
	for i := range m.rs {
		sum[m.rs[i].region] += math.Abs(m.off[i])
		n[m.rs[i].region]++
	}
	if m.mask&byCountry == 0 {
		m.usual = 1
		return
	}
	regions := slices.Sorted(maps.Keys(n)) // sums of floating point depend on their order
	var all, weight float64
	for _, r := range regions {
		w := n[r] / (n[r] + heard)
		all, weight = all+w*sum[r]/n[r], weight+w
	}
	m.usual, m.scale = all/weight, map[string]float64{}
	for _, r := range regions {
		m.scale[r] = (sum[r] + heard*m.usual) / (n[r] + heard)
	}
	for i := range m.off {
		m.off[i] /= m.scale[m.rs[i].region]
	}
}

// scaleOf is the scale of the region of a record.
func (m *model) scaleOf(r *record) float64 {
	if s, ok := m.scale[r.region]; ok && m.mask&byCountry != 0 {
		return s
	}
	return m.usual
}
