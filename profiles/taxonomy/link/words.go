package link

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner cuts a text into words: runs of letters and digits, with a short tail after a dot (node.js, 3.5) and with signs
// that end names (c++, c#). Bytes that are not UTF-8 separate words.
type scanner struct {
	text string
	pos  int
	buf  []byte // the word, in lower case

	ids, stems []int32 // scratch of who reads a name
}

// dotTail is how many letters a dot may join; a longer tail is the next sentence, its blank forgotten.
const dotTail = 4

// next puts the next word into buf and gives its place, or false at the end of the text.
func (s *scanner) next() (start, end int, ok bool) {
	s.buf = s.buf[:0]
	for s.pos < len(s.text) {
		start = s.pos
		if s.run(); len(s.buf) > 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(s.text[s.pos:])
		s.pos += size
	}
	if len(s.buf) == 0 {
		return 0, 0, false
	}
	for s.dot() {
	}
	for s.pos < len(s.text) && (s.text[s.pos] == '+' || s.text[s.pos] == '#') {
		s.buf = append(s.buf, s.text[s.pos])
		s.pos++
	}
	return start, s.pos, true
}

// run appends letters and digits to buf.
func (s *scanner) run() {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if c < utf8.RuneSelf {
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case !('a' <= c && c <= 'z' || '0' <= c && c <= '9'):
				return
			}
			s.buf = append(s.buf, c)
			s.pos++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return
		}
		s.buf = utf8.AppendRune(s.buf, unicode.ToLower(r))
		s.pos += size
	}
}

// dot appends a dot and its tail, if it has a short one.
func (s *scanner) dot() bool {
	if s.pos >= len(s.text) || s.text[s.pos] != '.' {
		return false
	}
	mark, length := s.pos, len(s.buf)
	s.buf = append(s.buf, '.')
	s.pos++
	s.run()
	if n := len(s.buf) - length - 1; n > 0 && n <= dotTail {
		return true
	}
	s.pos, s.buf = mark, s.buf[:length]
	return false
}

// Words returns the words of a text as a [Linker] sees them, in lower case. Tables are trained on these.
func Words(text string) []string {
	var out []string
	s := scanner{text: text}
	for {
		if _, _, ok := s.next(); !ok {
			return out
		}
		out = append(out, string(s.buf))
	}
}

// TitleWords returns the words of a job title that say what the work is: without step of the ladder, contract and function
// words. A title of nothing else keeps all but the function words.
func TitleWords(title string) []string {
	var out, rest []string
	for _, w := range Words(title) {
		switch {
		case !titleNoise[w]:
			out = append(out, w)
		case !stopWords[w]:
			rest = append(rest, w)
		}
	}
	if len(out) == 0 {
		return rest
	}
	return out
}

// titleNoise are words of titles that every kind of work has.
var titleNoise = wordSet(`senior sr snr junior jr jnr lead principal staff intern internship trainee entry level mid
	experienced associate i ii iii iv v vi 1 2 3 4 5 a an the of and or for in at to with on by from as m f d w x genders
	remote hybrid onsite`)

// stopWords say nothing about a skill.
var stopWords = wordSet(`a about above across after again against all also am an and any are as at be because been before being
	below between both but by can could did do does doing down during each either etc e.g eg few for from further had has have
	having he her here hers him his how i i.e ie if in into is it its itself just may me might more most must my no nor not of
	off on once one only or other our ours out over own per same shall she should so some such than that the their theirs them
	then there these they this those through to too under until up upon us very was we were what when where which while who
	whom why will with within without would you your yours s t re ve ll d m`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
