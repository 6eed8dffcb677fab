package taxonomy

import "tenon/profiles"

// titleReader reads titles as people write them. Its tries share one lexicon.
type titleReader struct {
	titles phrases
	fields phrases // of work, ending in families
	steps  phrases // ending in stepWords codes
	head   map[No]No
}

func newTitleReader(steps []stepWords) titleReader {
	r := titleReader{titles: newPhrases(), fields: newPhrases(), steps: newPhrases(), head: map[No]No{}}
	r.fields.words, r.steps.words = r.titles.words, r.titles.words
	for _, w := range steps {
		for _, name := range w.names {
			r.steps.add(name, w.code(), plain)
		}
	}
	return r
}

// ParseTitle reads a title with what people put around it: "Senior MLOps Engineer (m/w/d)" is title/mlops-engineer and
// Senior. The step is 0 when neither a word nor the concept says one. A field of work with a word of leading or learning
// ("Head of Data Science", "Machine Learning Intern") is the title that the field's family is named after. When the title is
// unknown, ok is false and the step is still what the words say.
func (t *Taxonomy) ParseTitle(text string) (no No, step profiles.Seniority, ok bool) {
	if text == "" { // as where the id of a title is stated alone
		return 0, 0, false
	}
	text = text[:min(len(text), maxTitle)]
	var stack [stackTokens]token
	var words titleWords
	words.tokens = t.titles.titles.words.scan(text, stack[:0])
	if len(words.tokens) > stackTokens {
		words.tokens = words.tokens[:stackTokens]
	}
	words.dropGenderEndings(text)
	words.mark(&t.titles)
	no = t.titles.find(&words)
	step = words.step()
	if no == 0 || words.stepsOnly() {
		if field := t.titles.ofField(&words); field != 0 {
			no, step = field, max(step, words.fieldStep())
		}
	}
	no = t.openInstead(no, text, &words)
	if no == 0 {
		no = t.titles.beginning(&words)
	}
	if no != 0 {
		step = joinSteps(step, t.Concept(no).Seniority)
	}
	return no, step, no != 0
}

// openInstead is the title of the open part where it says more than what was found of only some of the words: the text is its
// label, or only one word of the text was found (Funeral Director, not a director of something).
func (t *Taxonomy) openInstead(no No, text string, w *titleWords) No {
	if t.open[Title] == nil {
		return no
	}
	if n := t.spelt(Title, text); n != 0 && t.Concept(n).Open && Key(t.Concept(n).Label) == Key(text) {
		return n
	}
	if no == 0 || w.takenWords() == 1 && len(w.tokens) > 1 {
		if n := t.openTitle(text, w); n != 0 {
			return n
		}
	}
	return no
}

// leastPart is the shortest part of a title, in letters, that is looked up: CO in "SAP FI/CO" is no certified orthoptist.
const leastPart = 5

// openTitle is the title of the open part that the text names, or one of its segments without steps and noise.
func (t *Taxonomy) openTitle(text string, w *titleWords) No {
	if n := t.spelt(Title, text); n != 0 {
		return n
	}
	names := spellings{nil, t.open[Title]}
	for start := 0; start < len(w.tokens); {
		end := w.segment(start, true)
		var buf, part [maxKey]byte
		b := buf[:0]
		for i := start; i < end; i++ {
			if word := key(text[w.tokens[i].start:w.tokens[i].end], &part); w.codes[i] == 0 && len(b)+len(word) < maxKey-3 {
				b = append(b, word...)
			}
		}
		if len(b) >= leastPart {
			if n := names.find(b); n != 0 {
				return n
			}
			if n := otherNumber(names, b); n != 0 {
				return n
			}
		}
		start = end
	}
	return 0
}

// beginning is the title of two words or more with which a segment begins: Project Manager Data Centres, Ingénieur DevOps Kubernetes.
// It is looked at last, as in most languages what a title is stands at its end.
func (r *titleReader) beginning(w *titleWords) No {
	for start := 0; start < len(w.tokens); {
		end, first := w.segment(start, false), start
		for first < end && w.codes[first] != 0 {
			first++
		}
		if first < end {
			if node, to := r.titles.longest(w.tokens[:end], first); node != 0 && to-first >= 2 {
				w.take(first, to)
				return r.titles.ends[node].no
			}
		}
		start = end
	}
	return 0
}

// joinSteps is the higher step, but an intern stays one: "Intern to the CTO".
func joinSteps(said, implied profiles.Seniority) profiles.Seniority {
	if said == profiles.Intern {
		return said
	}
	return max(said, implied)
}

// maxTitle is how many bytes of a title are read.
const maxTitle = 200

// titleWords are the tokens of one title and what each of them is.
type titleWords struct {
	tokens []token
	codes  [stackTokens]No   // step code of the phrase that a token belongs to, else 0
	taken  [stackTokens]bool // belongs to the title that was found
	parts  [stackTokens]token

	anyTaken bool
}

func (w *titleWords) role(i int) (stepRole, bool) {
	r, _ := stepOf(w.codes[i])
	return r, w.codes[i] != 0
}

// dropGenderEndings removes the "in" of Entwickler:in, Entwickler*in, Entwickler/in and Entwickler(in).
func (w *titleWords) dropGenderEndings(text string) {
	n, before := 0, int32(0)
	for i, t := range w.tokens {
		word := text[t.start:t.end]
		if i > 0 && (word == "in" || word == "innen" || word == "r") && isGenderGap(text[before:t.start]) {
			continue
		}
		before = t.end
		w.tokens[n] = t
		n++
	}
	w.tokens = w.tokens[:n]
}

func isGenderGap(s string) bool {
	switch s {
	case ":", "*", "/", "(", "_", "/-":
		return true
	}
	return false
}

// mark finds the step words, and drops what follows a word such as "at" or "for".
func (w *titleWords) mark(r *titleReader) {
	for i := 0; i < len(w.tokens); {
		node, end := r.steps.longest(w.tokens, i)
		if node == 0 {
			i++
			continue
		}
		code := r.steps.ends[node].no
		if role, _ := stepOf(code); role == stepStop {
			if i > 0 && !r.inTitle(w.tokens, i) {
				w.tokens = w.tokens[:i]
				break
			}
			code = 0
		}
		for ; i < end; i++ {
			w.codes[i] = code
		}
	}
	w.place()
}

// inTitle says that token i is part of a title, as in BI Reporting Developer.
func (r *titleReader) inTitle(tokens []token, i int) bool {
	for start := range i + 1 {
		if _, end := r.titles.longest(tokens, start); end > i {
			return true
		}
	}
	return false
}

// place takes back the steps that stand where they do not count.
func (w *titleWords) place() {
	for i := range w.tokens {
		role, is := w.role(i)
		if !is {
			continue
		}
		switch {
		case role == stepLeading && !w.followed(i),
			role == stepTrailing && (i == 0 || w.followed(i)),
			role == stepPlain:
			w.codes[i] = 0
		}
	}
}

// followed says whether a word that is neither step nor noise comes after token i in its segment.
func (w *titleWords) followed(i int) bool {
	for j := i + 1; j < len(w.tokens) && w.tokens[j].before != gapBreak; j++ {
		if w.codes[j] == 0 {
			return true
		}
	}
	return false
}

// find is the title: all words, all that are not noise, all that are neither step nor noise, or a title in a segment.
func (r *titleReader) find(w *titleWords) No {
	if n := r.titles.whole(w.tokens); n != 0 {
		w.take(0, len(w.tokens))
		return n
	}
	if n := r.within(w, 0, len(w.tokens)); n != 0 {
		return n
	}
	for start := 0; start < len(w.tokens); {
		end := w.segment(start, false)
		if n := r.ofSegment(w, start, end); n != 0 {
			return n
		}
		start = end
	}
	return 0
}

// within is the title that tokens [start, end) are without noise, or without steps too.
func (r *titleReader) within(w *titleWords, start, end int) No {
	quiet := w.parts[:0]
	for i := start; i < end; i++ {
		if role, is := w.role(i); !is || role != stepNoise {
			quiet = append(quiet, w.tokens[i])
		}
	}
	if n := r.titles.whole(quiet); n != 0 {
		w.take(start, end)
		return n
	}
	bare := w.parts[:0]
	for i := start; i < end; i++ {
		if w.codes[i] == 0 {
			bare = append(bare, w.tokens[i])
		}
	}
	return r.titles.whole(bare)
}

// ofSegment is the title of tokens [start, end): over its slashes (CI/CD Engineer), else the first of those that the slashes
// divide (Data Engineer/Data Scientist).
func (r *titleReader) ofSegment(w *titleWords, start, end int) No {
	if n := r.within(w, start, end); n != 0 {
		return n
	}
	slash := end
	for slash > start && w.tokens[slash-1].before != gapSlash {
		slash--
	}
	if n := r.tail(w, start, end, slash-1); n != 0 {
		return n
	}
	for start < end {
		part := min(end, w.segment(start, true))
		if n := r.tail(w, start, part, part); n != 0 {
			return n
		}
		start = part
	}
	return 0
}

// segment is where the segment that begins at start ends: before a break, or a slash if those divide too.
func (w *titleWords) segment(start int, slashes bool) int {
	end := start + 1
	for end < len(w.tokens) && w.tokens[end].before != gapBreak && !(slashes && w.tokens[end].before == gapSlash) {
		end++
	}
	return end
}

// tail is the longest title at the end of a segment that begins before token limit, step words and noise behind it passed
// over.
func (r *titleReader) tail(w *titleWords, start, end, limit int) No {
	for ; end > start; end-- {
		for i := start; i < min(end, limit); i++ {
			if n := r.titles.whole(w.tokens[i:end]); n != 0 {
				w.take(i, end)
				return n
			}
		}
		if w.codes[end-1] == 0 {
			return 0
		}
	}
	return 0
}

// stepsOnly says that the title found is nothing but step words, as Director: a field of work says more.
func (w *titleWords) stepsOnly() bool {
	for i := range w.tokens {
		if w.taken[i] && w.codes[i] == 0 {
			return false
		}
	}
	return w.anyTaken
}

func (w *titleWords) takenWords() (n int) {
	for i := range w.tokens {
		if w.taken[i] {
			n++
		}
	}
	return n
}

func (w *titleWords) take(start, end int) {
	w.anyTaken = true
	for i := start; i < end; i++ {
		w.taken[i] = true
	}
}

// step is what the words say, of those inside the title only senior, lead and director: an intern is one, else the highest
// step; an associate or a level only when no other word says more.
func (w *titleWords) step() (step profiles.Seniority) {
	var weak profiles.Seniority
	for i := range w.tokens {
		role, is := w.role(i)
		_, s := stepOf(w.codes[i])
		if !is || w.taken[i] && s != profiles.Senior && s < profiles.Lead {
			continue // an associate professor is no associate
		}
		switch role {
		case stepAnywhere, stepLeading:
			if s == profiles.Intern {
				return s
			}
			step = max(step, s)
		case stepTrailing, stepWeak:
			weak = max(weak, s)
		}
	}
	if step == 0 {
		return weak
	}
	return step
}

// fieldStep is the step that a word such as manager says of a field of work.
func (w *titleWords) fieldStep() (step profiles.Seniority) {
	for i := range w.tokens {
		if role, is := w.role(i); is && role == stepOfField {
			_, s := stepOf(w.codes[i])
			step = max(step, s)
		}
	}
	return step
}

// ofField is the title of a field of work that a step word makes one. Before the field there may be steps and noise only.
func (r *titleReader) ofField(w *titleWords) No {
	stepped := w.step() != 0 || w.fieldStep() != 0
	for start := 0; stepped && start < len(w.tokens); {
		end := start + 1
		for end < len(w.tokens) && w.tokens[end].before != gapBreak {
			end++
		}
		bare := w.parts[:0]
		for i := start; i < end; i++ {
			if w.codes[i] == 0 {
				bare = append(bare, w.tokens[i])
			}
		}
		if len(bare) > 0 {
			return r.head[r.fields.whole(bare)]
		}
		start = end
	}
	return 0
}
