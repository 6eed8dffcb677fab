package main

import (
	"slices"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// certificates are those that the role asks for, as the design has it, and some that are usual in the track.
func (p *person) certificates() {
	for _, r := range p.asked(profiles.ReqCertification) {
		switch percent := p.certShare(r.Necessity); {
		case p.brief.twist == certExpired:
			p.expired(r.Name)
		case p.chance(percent):
			p.valid(r.Name)
		}
	}
	t := p.brief.track
	if t == nil || p.brief.twist == certExpired || !p.chance(34) {
		return
	}
	for _, c := range some(p.dice, t.certs, p.between(1, 2)) {
		if p.lib.sameCloud(c, p.brief.stack) && !p.holds(c) {
			p.anyTime(c)
		}
	}
}

// certShare is how many of a hundred hold a certificate that is asked for.
func (p *person) certShare(n profiles.Necessity) int {
	switch {
	case p.brief.design != "fit":
		return 12
	case n == profiles.Nice:
		return 60
	}
	return 95
}

func (p *person) holds(name string) bool {
	return slices.ContainsFunc(p.c.Certificates, func(c profiles.Certificate) bool { return c.Name == name })
}

// validity is how long a certificate counts, in months; 0 is for ever.
func (l *library) validity(name string) int {
	n, _ := l.tax.Resolve(taxonomy.Certification, name)
	return l.tax.Concept(n).Cert.ValidMonths
}

// valid was issued lately enough to count.
func (p *person) valid(name string) {
	back := 30
	if v := p.lib.validity(name); v > 0 {
		back = min(back, v-1)
	}
	from := max(p.lib.since[name], now-profiles.Month(back))
	p.add(name, from+profiles.Month(p.IntN(int(now-from)+1)))
}

// expired was issued so long ago that it no longer counts. A certificate too new for that, or one for life, is not held at all.
func (p *person) expired(name string) {
	v := p.lib.validity(name)
	latest := now - profiles.Month(v) - 3
	if v == 0 || latest < max(p.lib.since[name], p.start) {
		return
	}
	p.add(name, max(p.lib.since[name], p.start, latest-profiles.Month(p.between(0, 22))))
}

// anyTime was issued at some month of the career.
func (p *person) anyTime(name string) {
	from := max(p.lib.since[name], p.trackStart()-6)
	if from <= now {
		p.add(name, from+profiles.Month(p.IntN(int(now-from)+1)))
	}
}

func (p *person) add(name string, issued profiles.Month) {
	c := profiles.Certificate{Ref: ref(name), Issued: issued}
	if v := p.lib.validity(name); v > 0 && p.chance(45) {
		c.Expires = issued + profiles.Month(v)
	}
	p.c.Certificates = append(p.c.Certificates, c)
}
