package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/identity"
)

// ReadJSON reads one JSON value as encoding/json does, and refuses what that takes although two readers may understand it in two
// ways: repeated fields, bytes that are not UTF-8; and nesting deeper than [MaxDepth]. Its errors are [profiles.ErrInvalid].
func ReadJSON(data []byte, v any) error {
	if !utf8.Valid(data) {
		return &Error{Line: 1, Msg: "not UTF-8"}
	}
	p := &parser{s: string(data)}
	err := p.sound()
	if err == nil {
		err = p.end()
	}
	var s *syntaxError
	if errors.As(err, &s) {
		return (&record{text: p.s, line: 1}).locate(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: %w", profiles.ErrInvalid, err)
	}
	return nil
}

// sound reads past a value in which no object names a field twice.
func (p *parser) sound() error {
	if p.made++; p.made > maxValues {
		return p.fail("more than %d values", maxValues)
	}
	switch p.peek() {
	case '{':
		seen := map[string]bool{}
		return p.object(func(key string) error {
			if seen[key] {
				return p.fail("the field %q stands twice", clipped(key))
			}
			seen[key] = true
			return p.sound()
		})
	case '[':
		return p.array(func(int) error { return p.sound() })
	}
	return p.skip()
}

// ReadIdentity reads an identity strictly: an unknown or repeated field is a fault with its path. No message quotes a value.
func ReadIdentity(data []byte, id *identity.Identity) error {
	if !utf8.Valid(data) {
		return &Error{Line: 1, Msg: "not UTF-8"}
	}
	s := &strict{parser: parser{s: string(data)}, secret: 1}
	err := s.into(id)
	var bad *syntaxError
	switch {
	case errors.As(err, &bad):
		return &Error{Line: 1, Byte: int64(bad.at), Msg: "not an identity in JSON"}
	case err == nil && len(s.errs) > 0:
		return s.errs
	}
	return err
}
