package resume

import (
	"strings"
	"unicode"

	"tenon/profiles"
)

// sweep takes what says who it is out of everything that was read: running text, names of work, the words that facts quote.
func (r *reader) sweep() {
	c := r.c
	for _, s := range []*string{&c.Headline, &c.Summary, &c.Text} {
		r.clean(s)
	}
	for i := range c.Jobs {
		r.clean(&c.Jobs[i].Description)
		c.Jobs[i].Employer = r.ownFirm(c.Jobs[i].Employer)
	}
	for i := range c.Education {
		r.clean(&c.Education[i].Description)
		r.clean(&c.Education[i].Field)
	}
	for i := range c.Evidence {
		r.ownPage(&c.Evidence[i])
		r.clean(&c.Evidence[i].Name)
		r.clean(&c.Evidence[i].Description)
	}
	for i := range c.Certificates {
		r.clean(&c.Certificates[i].Name)
		r.clean(&c.Certificates[i].Issuer)
	}
	for i := range r.Facts {
		r.clean(&r.Facts[i].Value)
		r.clean(&r.Facts[i].Text)
	}
}

// ownFirm hides the family name in the name of a firm of one's own. Given names are those of many firms and schools.
func (r *reader) ownFirm(name string) string {
	words := strings.FieldsFunc(r.id.Name, func(c rune) bool { return c == ' ' })
	if len(words) == 0 || len(words[len(words)-1]) < 4 {
		return name
	}
	return strings.TrimSpace(replaceFold(replaceFold(name, r.id.Name), words[len(words)-1]))
}

// ownPage takes the address of a work that stands on a page of the person to the identity: it says who it is.
func (r *reader) ownPage(e *profiles.Evidence) {
	url := strings.ToLower(e.URL)
	if url == "" {
		return
	}
	for w := range strings.FieldsFuncSeq(strings.ToLower(r.id.Name), func(c rune) bool { return c == ' ' || c == '-' }) {
		if len(w) > 3 && strings.Contains(url, w) { // the page of the person bears the name
			r.keepApart(e)
			return
		}
	}
	for _, own := range r.id.URLs {
		bare := strings.ToLower(strings.TrimSuffix(own[strings.Index(own, "//")+1:], "/"))
		if bare = strings.TrimPrefix(strings.TrimLeft(bare, "/"), "www."); len(bare) > 4 && strings.Contains(url, bare) {
			r.keepApart(e)
			return
		}
	}
}

// keepApart takes an address from a work to the identity.
func (r *reader) keepApart(e *profiles.Evidence) {
	if len(r.id.URLs) < 16 {
		r.id.URLs = append(r.id.URLs, e.URL)
	}
	e.URL = ""
}

// ofIdentity says that a word is part of what says who it is: of the name, an address or the name of an account.
func (r *reader) ofIdentity(word string) bool {
	word = lettersOf(word)
	if len(word) < 4 {
		return false
	}
	for _, s := range append([]string{r.id.Name, r.id.Email, r.id.Address}, r.id.URLs...) {
		if strings.Contains(lettersOf(s), word) {
			return true
		}
	}
	return false
}

// lettersOf is a text in small letters without anything between them.
func lettersOf(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

// clean puts marks for what is secret.
func (r *reader) clean(s *string) {
	if *s == "" {
		return
	}
	text := r.hidden(*s)
	text = mailForm.ReplaceAllString(text, "[…]")
	if text != *s {
		*s = strings.TrimSpace(text)
	}
}
