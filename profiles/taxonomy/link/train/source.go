package train

// Source is the open data that tables are trained on. Parts may be empty. What is to be measured later must be left out by
// the caller, for example with [Source.HoldOut].
type Source struct {
	Skills    []Row      // ESCO skills: label and alternative labels
	Digital   []Row      // ESCO digital skills: label and description
	Concepts  []Row      // skills of other lists, with aliases and what they belong to
	Sentences []Sentence // sentences of vacancies with their skills; those without lend words that say nothing
	Spans     []Sentence // parts of sentences with their skill

	Occupations []Row // ESCO occupations: label, alternative labels, description
	Jobs        []Row // O*NET occupations: title, alternate titles, description
}

// Row is a concept with its names.
type Row struct {
	Label       string
	Alts        []string
	Description string
	Broader     []string // labels of what it belongs to or stands for, of any list
}

// Sentence is a text with the labels of the skills that it asks for.
type Sentence struct {
	Text   string
	Labels []string
}

// Config sets the training; the zero value is what the shipped tables are made with.
type Config struct {
	Seed    uint64
	Dim     int     // numbers a vector
	Epochs  int     // passes over the data
	Batch   int     // pairs that are told from each other at a time
	Scale   float32 // of cosines before the softmax: great for exact concepts, small for similar ones
	Rate    float32 // of learning at the beginning; it falls to a fifth
	Workers int     // goroutines; the result does not depend on it

	// Progress, when set, is told the mean loss after each pass.
	Progress func(epoch int, loss float64)
}

func (c Config) orElse(d Config) Config {
	or := func(a *int, b int) {
		if *a == 0 {
			*a = b
		}
	}
	or(&c.Dim, d.Dim)
	or(&c.Epochs, d.Epochs)
	or(&c.Batch, d.Batch)
	or(&c.Workers, d.Workers)
	if c.Scale == 0 {
		c.Scale = d.Scale
	}
	if c.Rate == 0 {
		c.Rate = d.Rate
	}
	if c.Progress == nil {
		c.Progress = func(int, float64) {}
	}
	return c
}
