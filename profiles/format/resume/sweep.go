package resume

import "strings"

// sweep takes what says who it is out of everything that was read: running text, names of work, the words that facts quote.
func (r *reader) sweep() {
	c := r.c
	for _, s := range []*string{&c.Headline, &c.Summary, &c.Text} {
		r.clean(s)
	}
	for i := range c.Jobs {
		r.clean(&c.Jobs[i].Description)
	}
	for i := range c.Education {
		r.clean(&c.Education[i].Description)
		r.clean(&c.Education[i].Field)
	}
	for i := range c.Evidence {
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

// clean puts marks for what is secret.
func (r *reader) clean(s *string) {
	if *s == "" {
		return
	}
	text := *s
	for _, secret := range r.secret {
		text = replaceFold(text, secret)
	}
	text = mailForm.ReplaceAllString(text, "[…]")
	if text != *s {
		*s = strings.TrimSpace(text)
	}
}
