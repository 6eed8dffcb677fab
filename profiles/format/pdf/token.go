package pdf

import (
	"bytes"
	"strconv"
)

type kind uint8

const (
	end kind = iota
	number
	text // a string
	name
	list
	word // an operator
)

// token is one operand or operator of a content stream or a character map.
type token struct {
	kind kind
	num  float64
	str  string
	list []token
}

// lexer cuts a content stream into tokens. Nothing is an error: what cannot be read is skipped. Dictionaries come out as lists.
type lexer struct {
	data []byte
	pos  int
}

func (l *lexer) next(depth int) token {
	l.blank()
	if l.pos >= len(l.data) {
		return token{}
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case '(':
		return token{kind: text, str: l.literal()}
	case '/':
		return token{kind: name, str: l.name()}
	case '<':
		if l.pos < len(l.data) && l.data[l.pos] == '<' {
			l.pos++
			return l.array(depth)
		}
		return token{kind: text, str: l.hex()}
	case '[':
		return l.array(depth)
	case ']', '>', '}', '{', ')':
		if c == '>' && l.pos < len(l.data) && l.data[l.pos] == '>' {
			l.pos++
		}
		return token{kind: word, str: string(c)}
	}
	l.pos--
	return l.word()
}

func (l *lexer) blank() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case space(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// maxList is how many elements of a list are kept: a line of text has hundreds.
const maxList = 20_000

func (l *lexer) array(depth int) token {
	t := token{kind: list}
	for depth < 40 {
		e := l.next(depth + 1)
		if e.kind == end || e.kind == word && (e.str == "]" || e.str == ">") {
			break
		}
		if len(t.list) < maxList {
			t.list = append(t.list, e)
		}
	}
	return t
}

func (l *lexer) word() token {
	from := l.pos
	for l.pos < len(l.data) && !space(l.data[l.pos]) && !delimiter(l.data[l.pos]) {
		l.pos++
	}
	s := string(l.data[from:l.pos])
	if c := s[0]; '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' {
		if n, err := strconv.ParseFloat(s, 64); err == nil && n < 1e9 && n > -1e9 {
			return token{kind: number, num: n}
		}
		return token{kind: number}
	}
	return token{kind: word, str: s}
}

func (l *lexer) name() string {
	from := l.pos
	for l.pos < len(l.data) && !space(l.data[l.pos]) && !delimiter(l.data[l.pos]) {
		l.pos++
	}
	raw := l.data[from:l.pos]
	if bytes.IndexByte(raw, '#') < 0 {
		return string(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && digit(raw[i+1]) >= 0 && digit(raw[i+2]) >= 0 {
			out = append(out, byte(digit(raw[i+1])<<4|digit(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return string(out)
}

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// maxString is how much of a string is kept: older versions of the format allow no more.
const maxString = 1 << 16

func (l *lexer) hex() string {
	var out []byte
	high := -1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		d := digit(c)
		switch {
		case d < 0:
		case high < 0:
			high = d
		case len(out) < maxString:
			out = append(out, byte(high<<4|d))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return string(out)
}

func (l *lexer) literal() string {
	var out []byte
	for depth := 1; l.pos < len(l.data); {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out)
			}
		case '\\':
			if more := l.escape(out); len(out) < maxString {
				out = more
			}
			continue
		}
		if len(out) < maxString {
			out = append(out, c)
		}
	}
	return string(out)
}

func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case 'n', 'r', 't', 'b', 'f':
		return append(out, "\n\r\t\b\f"[bytes.IndexByte([]byte("nrtbf"), c)])
	case '\r':
		if l.pos < len(l.data) && l.data[l.pos] == '\n' {
			l.pos++
		}
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for i := 0; i < 2 && l.pos < len(l.data) && '0' <= l.data[l.pos] && l.data[l.pos] <= '7'; i++ {
		n = n<<3 | int(l.data[l.pos]-'0')
		l.pos++
	}
	return append(out, byte(n))
}

// skipImage goes past the data of an image within the content, after its ID.
func (l *lexer) skipImage() {
	for rest := l.pos; ; {
		i := bytes.Index(l.data[rest:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.data)
			return
		}
		rest += i + 2
		if space(l.data[max(rest-3, 0)]) && (rest >= len(l.data) || space(l.data[rest])) {
			l.pos = rest
			return
		}
	}
}
