package format

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// syntaxError is a fault at a byte of a record.
type syntaxError struct {
	at  int
	msg string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("byte %d: %s", e.at, e.msg) }

// parser reads JSON (RFC 8259) from a string. Strings without escapes are parts of that string, so that decoding a record makes
// few allocations. It never recurses into more than [MaxDepth] levels.
type parser struct {
	s     string
	i     int
	depth int
	made  int // values of a tree
}

func (p *parser) fail(format string, args ...any) error {
	return &syntaxError{p.i, fmt.Sprintf(format, args...)}
}

func (p *parser) unexpected(want string) error {
	if p.i >= len(p.s) {
		return p.fail("truncated JSON: want %s", want)
	}
	return p.fail("bad JSON: found %q, want %s", p.s[p.i], want)
}

// peek skips white space and returns the next byte, 0 at the end.
func (p *parser) peek() byte {
	for p.i < len(p.s) {
		switch c := p.s[p.i]; c {
		case ' ', '\n', '\r', '\t':
			p.i++
		default:
			return c
		}
	}
	return 0
}

func (p *parser) expect(c byte, want string) error {
	if p.peek() != c {
		return p.unexpected(want)
	}
	p.i++
	return nil
}

// object calls member for each key, with the parser before its value.
func (p *parser) object(member func(key string) error) error {
	if err := p.open('{', "an object"); err != nil {
		return err
	}
	if p.peek() == '}' {
		return p.close()
	}
	for {
		key, err := p.str()
		if err != nil {
			return err
		}
		if err := p.expect(':', "a colon"); err != nil {
			return err
		}
		if err := member(key); err != nil {
			return err
		}
		if p.peek() == '}' {
			return p.close()
		}
		if err := p.expect(',', "a comma or the end of the object"); err != nil {
			return err
		}
	}
}

// array calls element for each element, with the parser before it.
func (p *parser) array(element func(i int) error) error {
	if err := p.open('[', "a list"); err != nil {
		return err
	}
	if p.peek() == ']' {
		return p.close()
	}
	for i := 0; ; i++ {
		if err := element(i); err != nil {
			return err
		}
		if p.peek() == ']' {
			return p.close()
		}
		if err := p.expect(',', "a comma or the end of the list"); err != nil {
			return err
		}
	}
}

func (p *parser) open(c byte, want string) error {
	if err := p.expect(c, want); err != nil {
		return err
	}
	if p.depth++; p.depth > MaxDepth {
		return p.fail("nested more than %d deep", MaxDepth)
	}
	return nil
}

func (p *parser) close() error {
	p.i++
	p.depth--
	return nil
}

// str reads a string.
func (p *parser) str() (string, error) {
	if err := p.expect('"', "a string"); err != nil {
		return "", err
	}
	start := p.i
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return p.s[start : p.i-1], nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.fail("bad JSON: control character in a string")
		default:
			p.i++
		}
	}
	return "", p.unexpected("the end of a string")
}

// escaped reads on in a string whose first escape is at hand.
func (p *parser) escaped(start int) (string, error) {
	var b strings.Builder
	b.WriteString(p.s[start:p.i])
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == '"':
			p.i++
			return b.String(), nil
		case c < ' ':
			return "", p.fail("bad JSON: control character in a string")
		case c != '\\':
			b.WriteByte(c)
			p.i++
		default:
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		}
	}
	return "", p.unexpected("the end of a string")
}

const escapes = "\"\\/bfnrt"
const escaped = "\"\\/\b\f\n\r\t"

func (p *parser) escape() (rune, error) {
	p.i++
	if p.i >= len(p.s) {
		return 0, p.unexpected("an escape")
	}
	if i := strings.IndexByte(escapes, p.s[p.i]); i >= 0 {
		p.i++
		return rune(escaped[i]), nil
	}
	if p.s[p.i] != 'u' {
		return 0, p.unexpected("an escape")
	}
	r, err := p.hex()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if strings.HasPrefix(p.s[p.i:], `\u`) {
		p.i++
		low, err := p.hex()
		if err != nil {
			return 0, err
		}
		if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
			return both, nil
		}
	}
	return 0, p.fail("bad JSON: half of a surrogate pair")
}

func (p *parser) hex() (rune, error) {
	p.i++
	if len(p.s)-p.i < 4 {
		p.i = len(p.s)
		return 0, p.unexpected("four hexadecimal digits")
	}
	v, err := strconv.ParseUint(p.s[p.i:p.i+4], 16, 16)
	if err != nil {
		return 0, p.unexpected("four hexadecimal digits")
	}
	p.i += 4
	return rune(v), nil
}

// number reads the text of a number.
func (p *parser) number() (string, error) {
	p.peek()
	start := p.i
	p.one("-")
	if !p.one("0") && !p.digits() {
		return "", p.unexpected("a value")
	}
	if p.one(".") && !p.digits() {
		return "", p.unexpected("a digit")
	}
	if p.one("eE") {
		p.one("+-")
		if !p.digits() {
			return "", p.unexpected("a digit")
		}
	}
	return p.s[start:p.i], nil
}

func (p *parser) one(of string) bool {
	if p.i < len(p.s) && strings.IndexByte(of, p.s[p.i]) >= 0 {
		p.i++
		return true
	}
	return false
}

func (p *parser) digits() bool {
	start := p.i
	for p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
		p.i++
	}
	return p.i > start
}

// word reads true, false or null.
func (p *parser) word() (string, error) {
	p.peek()
	for _, w := range []string{"true", "false", "null"} {
		if strings.HasPrefix(p.s[p.i:], w) {
			p.i += len(w)
			return w, nil
		}
	}
	return "", p.unexpected("a value")
}

// skip reads any value and forgets it.
func (p *parser) skip() error {
	var err error
	switch p.peek() {
	case '{':
		return p.object(func(string) error { return p.skip() })
	case '[':
		return p.array(func(int) error { return p.skip() })
	case '"':
		_, err = p.str()
	case 't', 'f', 'n':
		_, err = p.word()
	default:
		_, err = p.number()
	}
	return err
}

// end checks that nothing but white space follows.
func (p *parser) end() error {
	if p.peek() != 0 || p.i < len(p.s) {
		return p.unexpected("the end of the record")
	}
	return nil
}
