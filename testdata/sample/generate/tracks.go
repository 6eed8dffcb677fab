package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// track is a kind of work: what adverts of it ask for and what people in it write of themselves.
type track struct {
	id, plain          string
	missions           []sentence
	feeders            []string         // titles that people have before
	earlier            []string         // what the work was called before its titles came up
	near               []string         // tracks from which people come, too
	fields             []string         // of study
	hubs               []gazetteer.City // where many of the track live
	level              profiles.ISCED
	must, should, nice []asked
	themes             []themeUse
	old                []string // themes of work of long ago
	certs              []string
	evidence           []kindWeight
	work, duty         []sentence
}

// asked is a skill or a group of tools, with the level that a senior has, if one is stated.
type asked struct {
	skill, group string
	level        uint8
}

// themeUse is how many of a hundred adverts of a track ask for a theme as well.
type themeUse struct {
	theme   string
	percent int
}

type kindWeight struct {
	kind   string
	weight int
}

// theme is what several tracks share.
type theme struct {
	ask        []asked
	work, duty []sentence
}

func (l *library) readThemes(bs []*block) (err error) {
	l.themes = map[string]*theme{}
	for _, b := range bs {
		t := &theme{}
		l.themes[b.name] = t
		if t.ask, err = l.asks(b.list("ask")); err != nil {
			return err
		}
		if t.work, err = l.workLines(b); err != nil {
			return err
		}
		if t.duty, err = l.sentences(b.lines["duty"]); err != nil {
			return err
		}
	}
	return nil
}

func (l *library) asks(texts []string) ([]asked, error) {
	var out []asked
	for _, text := range texts {
		s, err := l.sentences([]string{strings.TrimRight(text, " 0123456789")})
		if err != nil {
			return nil, err
		}
		p := s[0].pieces[0]
		a := asked{skill: p.skill}
		if p.kind == '[' {
			a.group = p.text
		}
		if a.skill+a.group == "" {
			return nil, fmt.Errorf("%s: want {a skill} or [a group]", text)
		}
		if n, err := strconv.Atoi(text[len(text)-1:]); err == nil {
			a.level = uint8(n)
		}
		out = append(out, a)
	}
	return out, nil
}

func (l *library) readTracks(bs []*block) error {
	if l.byTrack == nil {
		l.byTrack = map[string]*track{}
	}
	for _, b := range bs {
		t := &track{id: b.name, plain: b.one("plain"), feeders: b.list("feeder"), near: b.list("near"), earlier: b.list("earlier"), fields: b.list("field"),
			old: b.list("old"), certs: b.list("cert")}
		if err := l.fillTrack(t, b); err != nil {
			return fmt.Errorf("%s: %w", t.id, err)
		}
		l.tracks, l.byTrack[t.id] = append(l.tracks, t), t
	}
	return nil
}

func (l *library) fillTrack(t *track, b *block) (err error) {
	if s := b.one("level"); s != "" {
		if err := t.level.UnmarshalText([]byte(s)); err != nil {
			return err
		}
	}
	for _, n := range b.list("hub") {
		city, ok := l.cities.Find(n, "", "")
		if !ok {
			return fmt.Errorf("no city %q", n)
		}
		t.hubs = append(t.hubs, city)
	}
	for key, to := range map[string]*[]asked{"must": &t.must, "should": &t.should, "nice": &t.nice} {
		if *to, err = l.asks(b.list(key)); err != nil {
			return err
		}
	}
	for key, to := range map[string]*[]sentence{"mission": &t.missions, "duty": &t.duty} {
		if *to, err = l.sentences(b.lines[key]); err != nil {
			return err
		}
	}
	if t.work, err = l.workLines(b); err != nil {
		return err
	}
	for _, c := range t.certs {
		if _, ok := l.tax.Resolve(taxonomy.Certification, c); !ok || l.since[c] == 0 {
			return fmt.Errorf("certificate %q is not in the taxonomy or not in years.txt", c)
		}
	}
	for _, text := range b.list("theme") {
		name, n := wordAndNumber(text)
		if l.themes[name] == nil {
			return fmt.Errorf("no theme %q", name)
		}
		t.themes = append(t.themes, themeUse{name, n})
	}
	for _, text := range b.list("evidence") {
		name, n := wordAndNumber(text)
		t.evidence = append(t.evidence, kindWeight{name, n})
	}
	return nil
}

// workLines are the sentences of work: those that anybody tells, and those of seniors.
func (l *library) workLines(b *block) ([]sentence, error) {
	out, err := l.sentences(b.lines["work"])
	if err != nil {
		return nil, err
	}
	senior, err := l.sentences(b.lines["senior"])
	for _, s := range senior {
		s.senior = true
		out = append(out, s)
	}
	return out, err
}

func wordAndNumber(text string) (string, int) {
	word, number, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	if err != nil {
		return word, 1
	}
	return word, n
}

// readFeeders says for each earlier title whose sentences it takes: those of a track or of a theme.
func (l *library) readFeeders(bs []*block) error {
	l.feeders = map[string]*theme{}
	for _, b := range bs {
		from := l.themes[b.name]
		if t := l.byTrack[b.name]; t != nil {
			from = &theme{work: t.work}
		}
		if from == nil {
			return fmt.Errorf("no track or theme %q", b.name)
		}
		for _, title := range b.list("of") {
			l.feeders[title] = from
		}
	}
	for _, t := range l.tracks {
		for _, f := range append(slices.Clone(t.feeders), t.earlier...) {
			if l.feeders[f] == nil {
				return fmt.Errorf("%s: nothing is known of the title %q", t.id, f)
			}
		}
	}
	return nil
}

// outside is work that no track is about.
type outside struct {
	title, plain, industry string
	fields                 []string
	know                   []asked
	work                   []sentence
}

func (l *library) readElsewhere(bs []*block) (err error) {
	for _, b := range bs {
		o := &outside{title: b.name, plain: b.one("plain"), industry: b.one("industry"), fields: b.list("field")}
		if o.know, err = l.asks(b.list("know")); err != nil {
			return err
		}
		if o.work, err = l.sentences(b.lines["work"]); err != nil {
			return err
		}
		if _, _, ok := l.tax.ParseTitle(o.title); !ok {
			return fmt.Errorf("no title %q in the taxonomy", o.title)
		}
		l.elsewhere = append(l.elsewhere, o)
	}
	return nil
}
