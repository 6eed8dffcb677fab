package taxonomy_test

import (
	"testing"

	"tenon/profiles/taxonomy"
)

func BenchmarkSuggest(b *testing.B) {
	t := taxonomy.Default()
	t.Suggest(taxonomy.Skill, "x", 1)
	for _, typed := range []string{"p", "kuber", "kubernets", "machine lerning enginer"} {
		for kind, name := range map[taxonomy.Kind]string{taxonomy.Skill: "skill", taxonomy.Title: "title"} {
			b.Run(name+"/"+typed, func(b *testing.B) {
				for b.Loop() {
					t.Suggest(kind, typed, 10)
				}
			})
		}
	}
}
