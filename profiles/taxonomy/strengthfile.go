package taxonomy

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// strengthRow is one table or constant of strength.txt.
type strengthRow struct {
	values []uint16
	limit  uint16
	set    func(i int, v uint16)
}

func word16(p *uint16) func(int, uint16) { return func(_ int, v uint16) { *p = v } }
func word8(p *uint8) func(int, uint16)   { return func(_ int, v uint16) { *p = uint8(v) } }
func row(n int, limit uint16, set func(int, uint16)) *strengthRow {
	return &strengthRow{values: make([]uint16, 0, n), limit: limit, set: set}
}

func (s *Strength) rows() map[string]*strengthRow {
	return map[string]*strengthRow{
		"level":                row(6, 1000, func(i int, v uint16) { s.Level[i] = v }),
		"months":               row(maxMonths+1, 1000, func(i int, v uint16) { s.Months[i] = v }),
		"recency":              row(maxMonths+1, 1000, func(i int, v uint16) { s.Recency[i] = v }),
		"targets":              row(6, 15, func(i int, v uint16) { s.Targets[i] = uint8(v) }),
		"recency-unknown":      row(1, 1000, word16(&s.RecencyUnknown)),
		"claimed-cap":          row(1, 1000, word16(&s.ClaimedCap)),
		"level-lift":           row(1, 1000, word16(&s.LevelLift)),
		"evidence-claimed":     row(1, 100, word8(&s.EvidenceClaimed)),
		"evidence-public":      row(1, 100, word8(&s.EvidencePublic)),
		"evidence-certificate": row(1, 100, word8(&s.EvidenceCertificate)),
		"evidence-job-short":   row(1, 100, word8(&s.EvidenceJobShort)),
		"evidence-job":         row(1, 100, word8(&s.EvidenceJob)),
		"evidence-two-kinds":   row(1, 100, word8(&s.EvidenceTwoKinds)),
	}
}

// strength reads strength.txt: lines of a name and numbers; a table may go over several lines of the same name.
func (p *parser) strength(file string, content string, s *Strength) {
	rows := s.rows()
	for l := range lines(file, content) {
		name, rest, _ := strings.Cut(l.text, " ")
		r := rows[name]
		if r == nil {
			p.fault(l, "unknown table %q", name)
			continue
		}
		for _, f := range strings.Fields(rest) {
			p.strengthValue(l, name, r, f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		if r := rows[name]; len(r.values) != cap(r.values) {
			p.fault(line{file: file, no: 1}, "table %q has %d numbers, not %d", name, len(r.values), cap(r.values))
		}
	}
}

func (p *parser) strengthValue(l line, name string, r *strengthRow, f string) {
	v, err := strconv.ParseUint(f, 10, 16)
	if err != nil || v > uint64(r.limit) || v == 0 {
		p.fault(l, "%s %q is not a number from 1 to %d", name, f, r.limit)
		return
	}
	if len(r.values) == cap(r.values) {
		p.fault(l, "table %q has more than %d numbers", name, cap(r.values))
		return
	}
	r.set(len(r.values), uint16(v))
	r.values = append(r.values, uint16(v))
}
