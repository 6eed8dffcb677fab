package format

import (
	"errors"
	"fmt"
)

// scripts reads the adverts that a web page holds as JSON-LD, in one script or several. Those of other things, such as the way to
// the page or its owner, are passed over. found is false when there is none.
func (d *decoder) scripts(scripts []string) (found bool, err error) {
	var docs []any
	var broken error
	for i, text := range scripts {
		v, err := parseTree(text)
		if err != nil {
			var s *syntaxError
			if errors.As(err, &s) {
				err = &Error{Line: 1, Byte: int64(s.at), Msg: fmt.Sprintf("JSON-LD script %d of the page: %s", i+1, s.msg)}
			}
			if broken == nil { // one error is enough: there may be a hundred such scripts
				broken = err
			}
			continue
		}
		docs = append(docs, v)
	}
	for _, p := range postings(linked(docs...)...) {
		found = true
		if !d.give(d.posting(p), nil) {
			return true, nil
		}
	}
	if broken != nil {
		d.give(Draft{Format: JobPosting}, broken)
	}
	return found || broken != nil, nil
}
