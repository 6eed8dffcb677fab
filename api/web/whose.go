package web

import (
	"net/http"
	"net/url"
	"strings"

	"tenon/profiles"
)

// whose names a record that may be another organisation's.
type whose struct {
	Kind profiles.Kind
	ID   string
	Org  *string // nil: that of who looks
}

// whoseOf is the record that an address names by its kind, with the organisation beside it.
func whoseOf(q url.Values, kind profiles.Kind) whose {
	x := whose{Kind: kind, ID: q.Get(kind.String())}
	if k := kind.String() + "Org"; q.Has(k) {
		org := q.Get(k)
		x.Org = &org
	}
	return x
}

// to puts the record into an address.
func (x whose) to(q url.Values) {
	q.Set(x.Kind.String(), x.ID)
	if x.Org != nil {
		q.Set(x.Kind.String()+"Org", *x.Org)
	}
}

// path is where the API has the record.
func (x whose) path() string {
	if x.Org == nil {
		return record(x.Kind, x.ID)
	}
	return record(x.Kind, x.ID) + "?" + url.Values{"org": {*x.Org}}.Encode()
}

// Href is the page of the record.
func (x whose) Href() string { return strings.TrimPrefix(x.path(), "/v1") }

// Key tells records of the same kind apart.
func (x whose) Key() string {
	if x.Org == nil {
		return x.ID
	}
	return *x.Org + "\x00" + x.ID
}

// Owner says of another organisation's record whose it is, "" of one's own.
func (v view) Owner(x whose) string {
	switch {
	case x.Org == nil:
		return ""
	case *x.Org == "":
		return v.T("rank.ofAnother")
	}
	return v.T("rank.of", *x.Org)
}

// pairHref is where a role and a candidate are explained.
func pairHref(one, other whose) string {
	q := url.Values{}
	one.to(q)
	other.to(q)
	return "/pair?" + q.Encode()
}

// compareSign stands between a kind and the organisation in the name of a field that chooses a record of another organisation.
const compareSign = "@"

// Pick is the name of the field that chooses the record to be compared.
func (x whose) Pick() string {
	if x.Org == nil {
		return x.Kind.String()
	}
	return x.Kind.String() + compareSign + *x.Org
}

// picked are the records of a kind that are chosen, in the order of their fields.
func picked(query string, kind profiles.Kind) (out []whose) {
	for part := range strings.SplitSeq(query, "&") {
		name, id, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			continue
		}
		if id, err = url.QueryUnescape(id); err != nil {
			continue
		}
		switch org, ok := strings.CutPrefix(name, kind.String()+compareSign); {
		case ok:
			out = append(out, whose{kind, id, &org})
		case name == kind.String():
			out = append(out, whose{Kind: kind, ID: id})
		}
	}
	return out
}

// recordsOf reads records of one kind, those of the own organisation all at once; of those that are gone, or not shown any more, there is none.
func recordsOf[R any](p *Pages, r *http.Request, which []whose, own func(ids []string) (map[string]*R, error)) (map[string]*R, error) {
	var ids []string
	for _, x := range which {
		if x.Org == nil {
			ids = append(ids, x.ID)
		}
	}
	out, err := own(ids)
	if err != nil {
		return nil, err
	}
	for _, x := range which {
		if x.Org == nil {
			continue
		}
		var got R
		err := p.ask(r, http.MethodGet, x.path(), nil, &got)
		if problem := problemOf(err); problem != nil && (problem.Status == http.StatusNotFound || problem.Status == http.StatusForbidden) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[x.Key()] = &got
	}
	return out, nil
}
