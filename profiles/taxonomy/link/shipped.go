package link

import _ "embed"

var (
	//go:embed data/skills.bin
	skillTable []byte
	//go:embed data/titles.bin
	titleTable []byte
)

// SkillTable is the shipped table for [NewSkills]. Do not modify.
func SkillTable() []byte { return skillTable }

// TitleTable is the shipped table for [NewTitles]. Do not modify.
func TitleTable() []byte { return titleTable }
