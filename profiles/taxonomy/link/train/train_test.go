package train_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy/link"
	"tenon/profiles/taxonomy/link/train"
)

func small() train.Source {
	return train.Source{
		Skills: []train.Row{
			{Label: "manage staff", Alts: []string{"lead people", "supervise employees", "supervise people"}},
			{Label: "deep learning", Alts: []string{"neural networks", "deep networks"}},
			{Label: "speak English", Alts: []string{"English language", "converse in English"}},
			{Label: "drive lorry", Alts: []string{"steer truck", "operate truck", "steer lorry"}},
		},
		Digital:   []train.Row{{Label: "deep learning", Description: "Training of layered perceptrons on large data."}},
		Concepts:  []train.Row{{Label: "PyTorch", Alts: []string{"torch"}, Broader: []string{"deep learning"}}},
		Sentences: []train.Sentence{{Text: "You inspire colleagues", Labels: []string{"manage staff"}}, {Text: "We are a company in Berlin"}},
		Spans:     []train.Sentence{{Text: "convoy", Labels: []string{"drive lorry"}}},
		Occupations: []train.Row{
			{Label: "developer", Alts: []string{"programmer", "software engineer", "coder", "application engineer", "code writer"}, Description: "Writes code."},
			{Label: "driver", Alts: []string{"trucker", "truck driver", "lorry driver", "chauffeur", "motorist"}, Description: "Drives."},
		},
		Jobs: []train.Row{
			{Label: "Cooks", Alts: []string{"Chef (Head Cook)", "Kitchen Cook", "Line Cook", "Sous Chef"}},
			{Label: "Nurses", Alts: []string{"Registered Nurse (RN)", "Ward Nurse", "Night Nurse", "Carer"}},
		},
	}
}

func config(seed uint64, workers int) train.Config {
	return train.Config{Seed: seed, Dim: 8, Epochs: 150, Batch: 8, Workers: workers}
}

func TestSeedAndSourceGiveTheTable(t *testing.T) {
	for name, f := range map[string]func(train.Source, train.Config) ([]byte, error){"skills": train.Skills, "titles": train.Titles} {
		make := func(seed uint64, workers int) []byte {
			table, err := f(small(), config(seed, workers))
			if err != nil {
				t.Fatal(name, err)
			}
			return table
		}
		first := make(1, 1)
		if !bytes.Equal(first, make(1, 1)) {
			t.Errorf("%s: two runs give two tables", name)
		}
		if !bytes.Equal(first, make(1, 3)) {
			t.Errorf("%s: three workers give another table than one", name)
		}
		if bytes.Equal(first, make(2, 1)) {
			t.Errorf("%s: another seed gives the same table", name)
		}
	}
}

func TestLossFalls(t *testing.T) {
	var losses []float64
	cfg := config(1, 2)
	cfg.Progress = func(epoch int, loss float64) {
		if epoch != len(losses)+1 {
			t.Errorf("pass %d is reported after %d passes", epoch, len(losses))
		}
		losses = append(losses, loss)
	}
	if _, err := train.Skills(small(), cfg); err != nil {
		t.Fatal(err)
	}
	if last := losses[len(losses)-1]; !(last > 0 && last < losses[0]/4) {
		t.Errorf("the loss goes from %v to %v", losses[0], last)
	}
}

// TestEveryPartOfTheSourceTeaches asks for skills by words that one part of the source alone has.
func TestEveryPartOfTheSourceTeaches(t *testing.T) {
	table, err := train.Skills(small(), config(1, 2))
	if err != nil {
		t.Fatal(err)
	}
	var labels []link.Label
	for _, r := range small().Skills {
		labels = append(labels, link.Label{Name: r.Label})
	}
	l, err := link.NewSkills(table, labels)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"truck":              "drive lorry",   // an alternative label
		"layered perceptron": "deep learning", // a description
		"Torch":              "deep learning", // a concept's broader one
		"inspire":            "manage staff",  // a sentence
		"convoys":            "drive lorry",   // a span
	} {
		if hits := l.Rank(text, 1); len(hits) == 0 || labels[hits[0].Index].Name != want {
			t.Errorf("%q leads to %v, want %s", text, hits, want)
		}
	}
}

func TestJobsTeachTitles(t *testing.T) {
	src := small()
	src.Occupations = nil
	table, err := train.Titles(src, config(1, 2))
	if err != nil {
		t.Fatal(err)
	}
	l, err := link.NewTitles(table, []link.Label{{Name: "Registered Nurse"}, {Name: "Line Cook"}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"Carer": 0, "Sous": 1} {
		if hits := l.Rank(text, 1); len(hits) == 0 || hits[0].Index != want {
			t.Errorf("%q leads to %v, want %d", text, hits, want)
		}
	}
}

func TestASourceWithoutPairsIsRefused(t *testing.T) {
	if _, err := train.Skills(train.Source{Skills: []train.Row{{Label: "alone"}}}, train.Config{}); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("skills: error %v", err)
	}
	if _, err := train.Titles(train.Source{}, train.Config{}); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("titles: error %v", err)
	}
}

func TestHeldOutNamesAreNotInTheRest(t *testing.T) {
	src := small()
	rest, occupations, titles := src.HoldOut(3, 3)
	again, same, _ := src.HoldOut(3, 3)
	if !slices.Equal(occupations, same) || len(again.Jobs[0].Alts) != len(rest.Jobs[0].Alts) {
		t.Error("the same seed holds out other names")
	}
	if len(titles) != 3 || len(occupations) == 0 {
		t.Errorf("held out are %d titles and %d alternative labels", len(titles), len(occupations))
	}
	check := func(held []train.Held, before, after []train.Row) {
		n := len(held)
		for i := range after {
			n += len(after[i].Alts) - len(before[i].Alts)
		}
		if n != 0 {
			t.Errorf("%d names are lost or twice", n)
		}
		for _, h := range held {
			if slices.Contains(after[h.Row].Alts, h.Name) || !slices.Contains(before[h.Row].Alts, h.Name) {
				t.Errorf("%v is in the rest, or was not in the source", h)
			}
		}
	}
	check(occupations, src.Occupations, rest.Occupations)
	check(titles, src.Jobs, rest.Jobs)
	if len(src.Jobs[0].Alts) != 4 {
		t.Error("the source is changed")
	}
}

func BenchmarkSkills(b *testing.B) {
	src, cfg := small(), config(1, 2)
	for b.Loop() {
		if _, err := train.Skills(src, cfg); err != nil {
			b.Fatal(err)
		}
	}
}
