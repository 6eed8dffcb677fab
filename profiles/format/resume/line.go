package resume

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
)

// line is a visible line of the document with what its form says.
type line struct {
	i       int    // in the document
	text    string // without its bullet
	from    int    // byte of the line of the document at which text begins
	low     string // text in lower case, with the same offsets
	page    int
	x, y    float32
	size    float32
	bold    bool
	big     bool // larger than the body
	styled  bool // a heading, bold, larger than the body or in capitals
	bullet  bool
	heading bool // the document marks it as one, or it looks like one
	gap     bool // an empty line or a wider space stands before it
	full    bool // about as long as the longest lines: it may go on in the next
	dates   []reading.Dates
	goesOn  bool // the line before is full, and nothing sets this one apart
	used    bool // something was read from it
}

// bulletForm finds the mark of a list entry.
var bulletForm = reading.Exact(`^(?:[•‣▪■◦●○·∙*➢➤►▶✓✔→»–—-]|o(?: ))\s+|^[•‣▪■◦●○➢➤►✓✔]\s*`)

// lines returns the visible lines of a document, without page numbers.
func lines(doc *page.Document, language string, o reading.Options) []*line {
	var out []*line
	ruled := false
	for i, l := range doc.Lines {
		if l.At < 0 || pageNumber.MatchString(l.Text) {
			continue
		}
		if strings.IndexFunc(l.Text, func(c rune) bool {
			return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("●■★⬤█", c)
		}) < 0 {
			ruled = true // a line drawn of signs
			continue
		}
		n := &line{i: i, text: l.Text, page: l.Page, x: l.X, y: l.Y, size: l.Size, bold: l.Bold, styled: l.Heading || l.Bold || capitals(l.Text), heading: l.Heading, gap: l.Gap || ruled}
		ruled = false
		if m := bulletForm.FindString(n.text); m != "" && len(m) < len(n.text) {
			n.from, n.text, n.bullet = len(m), n.text[len(m):], true
		}
		n.low = reading.Lower(n.text)
		n.dates = reading.FindDates(n.text, language, o.Now)
		if len(out) > 0 && out[len(out)-1].brokenDates(n, language, o) {
			continue
		}
		out = append(out, n)
	}
	measure(out)
	return out
}

// openDates finds dates that the end of a line breaks off: "(Sep 2018 to".
var openDates = reading.Words(`(?i)\d{2,4}\s*(?:–|—|-|to|until|bis|à|au|a|hasta)$`)

// brokenDates joins an interval that goes on in the next line, and takes it off there. It says whether nothing else is left of that.
func (l *line) brokenDates(next *line, language string, o reading.Options) bool {
	if len(l.dates) == 0 || l.page != next.page || len(next.text) > 60 || !openDates.MatchString(l.text) {
		return false
	}
	if d, ok := l.interval(); ok && !(d.Current && d.To >= len(l.text)-3) {
		return false
	}
	for _, d := range reading.FindDates(l.text+" "+next.text, language, o.Now) {
		if d.Single || d.From >= len(l.text) || d.To <= len(l.text)+1 {
			continue
		}
		end := d.To - len(l.text) - 1
		d.To = len(l.text)
		l.dates = []reading.Dates{d}
		for end < len(next.text) && strings.IndexByte(" ,)|", next.text[end]) >= 0 {
			end++
		}
		next.text, next.low, next.from = next.text[end:], next.low[end:], next.from+end
		next.dates = reading.FindDates(next.text, language, o.Now)
		return next.text == ""
	}
	return false
}

var pageNumber = reading.Words(`(?i)^(?:.{0,40}\b)?(?:page|seite|página|p\.)\s?\d+(?:\s?(?:of|von|sur|de|/)\s?\d+)?$|^\d{1,2}\s?/\s?\d{1,2}$|^- ?\d+ ?-$|^\d{1,2}$`)

// capitals says that a text of four letters or more is written in capitals.
func capitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 4
}

// measure compares each line with the body of the document: size of type, space before, length.
func measure(ls []*line) {
	body, pitch, long := median(ls, func(a, b *line) float32 { return b.size }), float32(0), 0
	pitch = median(ls, func(a, b *line) float32 {
		if a != nil && a.page == b.page && a.y > b.y {
			return a.y - b.y
		}
		return 0
	})
	for _, l := range ls {
		long = max(long, len(l.text))
	}
	for i, l := range ls {
		if body > 0 && l.size > body*1.08 {
			l.big, l.styled = true, true
		}
		l.full = len(l.text)*4 >= long*3
		l.goesOn = i > 0 && ls[i-1].full && !l.bullet && l.follows(ls[i-1])
		if i > 0 && pitch > 0 && ls[i-1].page == l.page && ls[i-1].y-l.y > pitch*1.3 {
			l.gap = true
		}
	}
}

// follows says that a line may be the rest of the sentence that the line before breaks off.
func (l *line) follows(b *line) bool {
	_, dated := b.interval()
	return !dated && l.bold == b.bold && !l.gap
}

// median of what two lines in a row measure, of those above zero.
func median(ls []*line, of func(a, b *line) float32) float32 {
	var vs []float32
	var before *line
	for _, l := range ls {
		if v := of(before, l); v > 0 {
			vs = append(vs, v)
		}
		before = l
	}
	if len(vs) == 0 {
		return 0
	}
	slices.Sort(vs)
	return vs[len(vs)/2]
}

// interval returns the first interval of the line.
func (l *line) interval() (reading.Dates, bool) {
	for _, d := range l.dates {
		if !d.Single {
			return d, true
		}
	}
	return reading.Dates{}, false
}

// label parts a line such as "Tools: Go, SQL" at its colon or the bar of a table.
func (l *line) label() (head, rest string, at int) {
	for i, r := range l.text {
		if r == ':' || r == '|' {
			if i > 45 || i == 0 || strings.HasPrefix(l.text[i:], "://") {
				return "", "", 0
			}
			at = i + 1 + len(l.text[i+1:]) - len(strings.TrimLeft(l.text[i+1:], " "))
			return strings.TrimSpace(l.text[:i]), l.text[at:], at
		}
	}
	return "", "", 0
}

// sentence says that a line reads as prose: it ends as a sentence does or opens with a small letter or with what was done.
func (l *line) sentence() bool {
	t := strings.TrimRight(l.text, " ")
	if t == "" {
		return false
	}
	if strings.HasSuffix(t, ".") && len(strings.Fields(t)) > 2 && !endsInShort.MatchString(t) || strings.HasSuffix(t, ";") {
		return true
	}
	words := len(strings.Fields(t))
	first, _ := utf8.DecodeRuneInString(t)
	word, _, _ := strings.Cut(l.low, " ")
	word = strings.TrimRight(word, ",:")
	return unicode.IsLower(first) && (l.goesOn || words > 6) && !lowerBrand.MatchString(t) && len(l.dates) == 0 || deeds[word] && words > 3 && len(l.dates) == 0 && !titleCased(t) && !(inTitles[word] && titleForm.MatchString(strings.Join(strings.Fields(t)[:3], " "))) || len(strings.Fields(t)) > 22
}

// titleCased says that all long words of a text begin with a capital, as those of names do: "Building Better Homes Trust".
func titleCased(t string) bool {
	for w := range strings.FieldsSeq(t) {
		if c, _ := utf8.DecodeRuneInString(w); len(w) > 3 && !unicode.IsUpper(c) {
			return false
		}
	}
	return true
}

var (
	endsInShort = reading.Exact(`(?i)\b(inc|ltd|co|corp|s\.a|s\.l|s\.r\.l|gmbh|b\.v|llc|e\.v|univ|dept|jr|sr|u\.s|u\.k|i\.i|s\.a\.s|plc)\.$`)
	// lowerBrand is a name that is written small: "eBay", "data.world", "i2 systems".
	lowerBrand = reading.Words(`^[a-zäöüé]+[A-Z0-9.]\S*|^[a-zäöüé][\w.-]{2,20}(?: (?:GmbH|AG|SE|Inc|Ltd|AB|SA|SL|SAS|BV|ai|labs))?(?:\s?[,|·(–—]|$)`)
)

// deeds are the words by which lines of a description open.
var deeds = wordSet(`achieved acted administered advised analysed analyzed applied architected assisted authored automated built carried coached collaborated
	conceived conducted configured contributed coordinated created cut defined delivered deployed designed developed diagnosed directed documented drove enabled engineered ensured
	established evaluated executed expanded extended facilitated fine-tuned focused gathered generated guided handled helped identified implemented improved increased initiated
	instrumented integrated introduced investigated kept launched led maintained managed mentored migrated modelled modeled monitored moved negotiated operated optimised optimized
	organised organized oversaw owned participated partnered performed piloted planned prepared presented processed productionised programmed prototyped provided published ran
	rebuilt redesigned reduced refactored replaced reported researched resolved responsible reviewed rewrote rolled saved scaled set shipped shortened spearheaded standardised
	started streamlined supervised supported taught tested took trained transformed translated tuned used using wrote working worked building designing developing leading
	entwicklung aufbau leitung verantwortlich verantwortung betrieb einführung konzeption planung durchführung umsetzung betreuung erstellung implementierung automatisierung optimierung
	migration mitarbeit analyse entwickelte leitete baute führte erstellte konzipierte senkte verbesserte automatisierte migrierte betreute verantwortete implementierte
	développement conception mise gestion pilotage animation réalisation création responsable encadrement déploiement optimisation analyse développé conçu géré piloté mis déployé
	réduit créé participation maintenance automatisation rédaction
	desarrollo diseño gestión implementación implantación coordinación creación responsable análisis mantenimiento automatización optimización desarrollé diseñé lideré implementé
	reduje automaticé gestioné migré creé construí dirigí colaboración participación`)

// inTitles are those of them that open titles, too: "Working Student", "Responsable données".
var inTitles = wordSet("working maintenance gestion gestión conception analyse análisis responsable animation création desarrollo diseño mantenimiento pilotage entwicklung betrieb leitung planung creación coordinación formation")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}
