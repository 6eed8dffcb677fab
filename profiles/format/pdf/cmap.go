package pdf

import "unicode/utf16"

// unicodeMap is a ToUnicode character map: from codes to text. Width is the bytes of a code that it states, 0 if none.
type unicodeMap struct {
	chars map[uint32]string
	width int
	sets  int
}

// maxMapped bounds the entries of one map, those that take the place of earlier ones included: a thousand ranges of all codes would
// otherwise be the work of hours.
const maxMapped = 70_000

func readMap(data []byte) *unicodeMap {
	m := &unicodeMap{chars: map[uint32]string{}}
	l := &lexer{data: data}
	var args []token
	for {
		t := l.next(0)
		switch {
		case t.kind == end:
			return m
		case t.kind != word:
			if len(args) < 4096 {
				args = append(args, t)
			}
			continue
		case t.str == "endbfchar":
			m.addChars(args)
		case t.str == "endbfrange":
			m.addRanges(args)
		case t.str == "endcodespacerange" && len(args) > 0:
			m.width = len(args[len(args)-1].str)
		}
		args = args[:0]
	}
}

func (m *unicodeMap) addChars(args []token) {
	for i := 0; i+1 < len(args); i += 2 {
		m.set(code(args[i].str), utf16Text(args[i+1].str))
	}
}

func (m *unicodeMap) addRanges(args []token) {
	for i := 0; i+2 < len(args); i += 3 {
		lo, hi, to := code(args[i].str), code(args[i+1].str), args[i+2]
		if hi < lo || hi-lo > 0xFFFF {
			continue
		}
		for c := lo; c <= hi && m.sets < maxMapped; c++ {
			switch {
			case to.kind == list && int(c-lo) < len(to.list):
				m.set(c, utf16Text(to.list[c-lo].str))
			case to.kind == text:
				m.set(c, shifted(to.str, c-lo))
			default:
				m.sets++
			}
		}
	}
}

func (m *unicodeMap) set(c uint32, s string) {
	if m.sets++; m.sets <= maxMapped && len(s) < 64 {
		m.chars[c] = s
	}
}

func code(s string) (c uint32) {
	for i := range min(len(s), 4) {
		c = c<<8 | uint32(s[i])
	}
	return c
}

// shifted is the text with its last unit raised by n.
func shifted(s string, n uint32) string {
	if len(s) < 2 || len(s) > 64 {
		return ""
	}
	b := []byte(s)
	last := uint32(b[len(b)-2])<<8 | uint32(b[len(b)-1]) + n
	b[len(b)-2], b[len(b)-1] = byte(last>>8), byte(last)
	return utf16Text(string(b))
}

// utf16Text decodes big-endian UTF-16; a lone surrogate becomes U+FFFD, which the clean text leaves out.
func utf16Text(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}
