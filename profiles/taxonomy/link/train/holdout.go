package train

import (
	"math/rand/v2"
	"slices"
)

// Held is a name kept out of the training, with the row that it belongs to.
type Held struct {
	Name string
	Row  int // of Occupations or Jobs
}

// HoldOut takes a fifth of the alternative labels of occupations and the given number of titles of jobs from the source, to
// measure titles by. Both lists are shuffled. The rest is a copy.
func (s Source) HoldOut(seed uint64, jobs int) (rest Source, occupations, titles []Held) {
	rng := rand.New(rand.NewPCG(seed, 0x40d007))
	rest = s
	rest.Occupations, rest.Jobs = slices.Clone(s.Occupations), slices.Clone(s.Jobs)
	rest.Occupations, occupations = split(rest.Occupations, func(Held) bool { return rng.IntN(5) == 0 })
	var all []Held
	_, all = split(slices.Clone(s.Jobs), func(Held) bool { return true })
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	titles = all[:min(jobs, len(all))]
	out := map[Held]bool{}
	for _, h := range titles {
		out[h] = true
	}
	rest.Jobs, _ = split(rest.Jobs, func(h Held) bool { return out[h] })
	rng.Shuffle(len(occupations), func(i, j int) { occupations[i], occupations[j] = occupations[j], occupations[i] })
	return rest, occupations, titles
}

// split takes the alternative labels for which take is true from the rows.
func split(rows []Row, take func(Held) bool) (rest []Row, taken []Held) {
	for i := range rows {
		var keep []string
		for _, alt := range rows[i].Alts {
			if h := (Held{alt, i}); take(h) {
				taken = append(taken, h)
			} else {
				keep = append(keep, alt)
			}
		}
		rows[i].Alts = keep
	}
	return rows, taken
}
