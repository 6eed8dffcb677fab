package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine/standing"
	"tenon/profiles"
)

// alertsView is what somebody is to be told of, and what there is to tell.
type alertsView struct {
	Searches []searchLine
	News     []news
	More     string  // query of the next searches
	Fault    *Saying // why there are no news
}

// searchLine is a standing search with how many it matches.
type searchLine struct {
	*profiles.Search
	Subject string // whom it is scored for, in words
	Matches int
	Fault   *Saying
}

// news is an alert in words.
type news struct {
	standing.Event
	Title, Href, Search string
	SearchID            string
	New                 bool // it came to match
}

// lasting is how many alerts the page shows.
const lasting = 40

var alertsPage = page("alerts.html")

func (p *Pages) alerts(w http.ResponseWriter, r *http.Request) {
	var d alertsView
	var list wire.Searches
	q := url.Values{"limit": {"50"}}
	if c := r.URL.Query().Get("cursor"); c != "" {
		q.Set("cursor", c)
	}
	if err := p.ask(r, http.MethodGet, "/v1/searches?"+q.Encode(), nil, &list); err != nil {
		p.failed(w, r, err)
		return
	}
	names := map[string]*profiles.Search{}
	for _, x := range list.Searches {
		names[x.ID] = x
		line := searchLine{Search: x, Subject: p.subjectOf(r, x)}
		var ms wire.Matches
		if err := p.ask(r, http.MethodGet, searchPath(x.ID)+"/matches?limit=1", nil, &ms); err != nil {
			line.Fault = wordsOf(r).Told(err)
		}
		line.Matches = ms.Total
		d.Searches = append(d.Searches, line)
	}
	if list.Next != "" {
		d.More = "?" + url.Values{"cursor": {list.Next}}.Encode()
	}
	var err error
	if d.News, err = p.news(r, func(id string) *profiles.Search { return names[id] }); err != nil {
		d.Fault = wordsOf(r).Told(err)
	}
	p.render(w, r, http.StatusOK, alertsPage, "news", "alerts.title", &d)
}

// news are the last alerts of the searches that there still are, the newest first.
func (p *Pages) news(r *http.Request, search func(id string) *profiles.Search) (out []news, err error) {
	var feed wire.Alerts
	if err := p.ask(r, http.MethodGet, fmt.Sprintf("/v1/alerts?latest=true&limit=%d", lasting), nil, &feed); err != nil {
		return nil, err
	}
	titles, own := map[string]string{}, p.organisation(r)
	for i := len(feed.Alerts) - 1; i >= 0; i-- {
		e := feed.Alerts[i]
		x := search(e.Search)
		if x == nil {
			continue
		}
		which := whoseIs(e.For, e.ID, e.MatchOrg, own)
		k := e.For.String() + " " + which.Key()
		if _, known := titles[k]; !known {
			titles[k] = p.titleOf(r, which)
		}
		out = append(out, news{Event: e, Title: titles[k], Href: matchHref(x, which), Search: nameOf(x), SearchID: x.ID, New: e.Event == standing.Matched})
	}
	return out, nil
}

func searchPath(id string) string { return "/v1/searches/" + url.PathEscape(id) }

// nameOf is what a search is called.
func nameOf(x *profiles.Search) string {
	if x.Name != "" {
		return x.Name
	}
	return x.ID
}

// organisation is that of who looks.
func (p *Pages) organisation(r *http.Request) string {
	if me := p.me(r); me != nil {
		return me.Organisation
	}
	return ""
}

// whoseIs is a record of an organisation, for who looks from the own one.
func whoseIs(kind profiles.Kind, id, org, own string) whose {
	x := whose{Kind: kind, ID: id}
	if org != own {
		x.Org = &org
	}
	return x
}

// matchHref is where a match of a search is explained.
func matchHref(x *profiles.Search, match whose) string {
	subject := whose{Kind: profiles.KindCandidate, ID: x.Candidate}
	if x.For == profiles.KindCandidate {
		subject = whose{Kind: profiles.KindRole, ID: x.Role}
	}
	if subject.ID == "" {
		return match.Href()
	}
	q := url.Values{}
	subject.to(q)
	match.to(q)
	weighed(x, q)
	return "/pair?" + q.Encode()
}

// subjectOf says whom a search is scored for; "" is nobody.
func (p *Pages) subjectOf(r *http.Request, x *profiles.Search) string {
	switch {
	case x.Candidate != "":
		return p.titleOf(r, whose{Kind: profiles.KindCandidate, ID: x.Candidate})
	case x.Role != "":
		return p.titleOf(r, whose{Kind: profiles.KindRole, ID: x.Role})
	}
	return ""
}

func (p *Pages) titleOf(r *http.Request, x whose) string {
	title, _ := p.about(r, x)
	return title
}

// about is what a record says of itself in a line; one that is no more is its id.
func (p *Pages) about(r *http.Request, which whose) (title, note string) {
	title = which.ID
	if which.Kind == profiles.KindRole {
		var x profiles.Role
		if p.ask(r, http.MethodGet, which.path(), nil, &x) == nil && x.Title.Name != "" {
			title = x.Title.Name
		}
		return title, strings.Trim(x.Employer.Name+" · "+place(x.Place)+" · "+wordsOf(r).payOf(x.Pay), " ·")
	}
	var x profiles.Candidate
	if p.ask(r, http.MethodGet, which.path(), nil, &x) == nil {
		title = called(&x)
	}
	return title, strings.Trim(which.ID+" · "+place(x.Place), " ·")
}

// percent reads what a form says between 0 and 100.
func percent(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0 && n <= 100
}

// TellMe is where somebody asks to be told of what a ranking has later: its filters come with it.
func (v view) TellMe() string {
	_, query, _ := strings.Cut(v.Path, "?")
	q, err := url.ParseQuery(query)
	if err != nil {
		return "/alerts/new"
	}
	q.Del("cursor")
	q.Del("from")
	return "/alerts/new?" + q.Encode()
}
