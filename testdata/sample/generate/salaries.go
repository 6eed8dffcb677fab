package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// salary is one record of the survey.
type salary struct {
	id, title, currency string
	level, engagement   string // EN MI SE EX; FT PT CT FL
	residence, place    string // countries of the person and of the company
	amount              int64  // a year, whole units
	remote              int    // 0, 50, 100 per cent
	size                string // S M L
}

func readSalaries(from fs.FS, name string) ([]salary, error) {
	f, err := from.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	rows, err := csv.NewReader(zr).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []salary
	for i, r := range rows[1:] {
		s := salary{id: r[0], level: r[2], engagement: r[3], title: r[4], currency: r[6], residence: r[8], place: r[10], size: r[11]}
		amount, err1 := strconv.ParseInt(r[5], 10, 64)
		remote, err2 := strconv.Atoi(r[9])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%s:%d: no number where one belongs", name, i+2)
		}
		s.amount, s.remote = amount, remote
		out = append(out, s)
	}
	return out, nil
}

// wantedRole is a role that the survey has no title for; its pay is that of a record of the title like.
type wantedRole struct{ track, title, like string }

func (l *library) readTitles(bs []*block) error {
	l.most = map[string]int{}
	for _, b := range bs {
		if l.byTrack[b.name] == nil {
			return fmt.Errorf("no track %q", b.name)
		}
		for _, t := range b.list("title") {
			l.wanted = append(l.wanted, wantedRole{b.name, t, t})
			l.most[t] = 5
		}
		for _, text := range b.list("most") {
			i := strings.LastIndexByte(text, ' ')
			n, err := strconv.Atoi(text[i+1:])
			if err != nil {
				return err
			}
			l.most[text[:i]] = n
		}
	}
	return nil
}

func (l *library) readWanted(bs []*block) error {
	for _, b := range bs {
		if l.byTrack[b.name] == nil {
			return fmt.Errorf("no track %q", b.name)
		}
		for _, text := range b.list("role") {
			title, like, ok := strings.Cut(text, " as ")
			if _, _, known := l.tax.ParseTitle(title); !ok || !known {
				return fmt.Errorf("%q: want a title of the taxonomy as one of the records", text)
			}
			l.wanted = append(l.wanted, wantedRole{b.name, title, like})
		}
	}
	return nil
}

// drawn is a record with the role that it is for.
type drawn struct {
	salary
	wantedRole
}

// draw picks the records of the roles: of each title at most so many, of them not too many of one country or level.
func (l *library) draw() ([]drawn, error) {
	var out []drawn
	used := map[string]bool{}
	for i, w := range l.wanted {
		n := 1
		if w.title == w.like {
			n = l.most[w.title]
		}
		got := l.pickRecords(newDice("records "+w.title, i), w.like, n, used)
		if len(got) == 0 {
			return nil, fmt.Errorf("no record is left for the title %q", w.title)
		}
		for _, s := range got {
			used[s.id] = true
			out = append(out, drawn{s, w})
		}
	}
	return out, nil
}

func (l *library) pickRecords(d dice, title string, n int, used map[string]bool) []salary {
	var all []salary
	for _, s := range l.records {
		if s.title == title && !used[s.id] && l.payable(s) {
			all = append(all, s)
		}
	}
	d.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var out []salary
	places, levels := map[string]int{}, map[string]int{}
	take := func(strict bool) {
		for _, s := range all {
			if len(out) == n || strict && (places[s.place] > (n-1)*2/5 || levels[s.level] > n*3/5) || slices.Contains(out, s) {
				continue
			}
			out = append(out, s)
			places[s.place]++
			levels[s.level]++
		}
	}
	take(true)
	if len(out) < n/2 {
		take(false)
	}
	return out
}

// payable says whether a record is in the money of its place, or in dollars where the table has no rate of that money.
func (l *library) payable(s salary) bool {
	_, rated := l.rates.Rate(l.countries[s.place].money)
	return s.currency == l.countries[s.place].money || !rated && s.currency == "USD"
}

// step is the step of the career ladder that a record says: by its title, else by its level.
func (l *library) step(s drawn) profiles.Seniority {
	if _, step, _ := l.tax.ParseTitle(s.wantedRole.title); step >= profiles.Senior {
		return step
	}
	switch s.level {
	case "EN":
		return profiles.Junior
	case "MI":
		return profiles.Mid
	case "EX":
		return profiles.Lead
	}
	return profiles.Senior
}
