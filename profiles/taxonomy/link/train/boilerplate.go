package train

import (
	_ "embed"
	"strings"
)

// boilerplate is what vacancies say beside skills, a sentence a line, written for this project.
//
//go:embed boilerplate.txt
var boilerplate string

// plain adds the words of boilerplate to those of sentences without a skill.
func (c *corpus) plain(noise []int32) []int32 {
	for line := range strings.Lines(boilerplate) {
		noise = append(noise, c.text(line)...)
	}
	return noise
}
