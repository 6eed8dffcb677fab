package taxonomy

// Strength is the versioned strength table of a skill: s = 15·L·E·R, from level or months, evidence and recency. Factors
// are in thousandths unless they are said to be per cent.
type Strength struct {
	Level   [6]uint16   // by level 1 to 5; index 0: level unknown
	Months  [601]uint16 // by months of use; 600 stands for more
	Recency [601]uint16 // by months since the last use; 600 stands for more

	RecencyUnknown uint16
	ClaimedCap     uint16 // the most that a claim alone gives
	LevelLift      uint16 // the most that a listed level adds to the months of a dated job

	EvidenceClaimed     uint8 // per cent, as the next five
	EvidencePublic      uint8
	EvidenceCertificate uint8
	EvidenceJobShort    uint8 // a dated job under twelve months
	EvidenceJob         uint8
	EvidenceTwoKinds    uint8

	Targets [6]uint8 // strength that a requirement asks for, by its level; index 0: none asked
}

const maxMonths = 600

// Of is the strength 1 to 15 of level l and recency r, in thousandths, with evidence e, per cent.
func (s *Strength) Of(l uint16, e uint8, r uint16) uint8 {
	return uint8(max(1, (15*uint64(l)*uint64(e)*uint64(r)+50_000_000)/100_000_000))
}

// TargetMonths is the strength that m months of use in a current job give, which is what minimum months ask for.
func (s *Strength) TargetMonths(m int) uint8 {
	return s.Of(s.Months[min(max(m, 0), maxMonths)], s.EvidenceJob, 1000)
}
