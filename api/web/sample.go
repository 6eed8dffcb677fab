package web

import (
	"io"
	"net/http"
	"net/url"
	"strconv"

	"tenon/api/wire"
)

// sample is what is shipped for a first look: its files by name.
type sample struct {
	names []string
	open  func(name string) (io.ReadCloser, error)
}

// Ship gives the pages the files of the shipped sample, which an empty store offers to load. They are sent to the API like anybody's.
func (p *Pages) Ship(names []string, open func(name string) (io.ReadCloser, error)) {
	p.sample = sample{names, open}
}

// sampleView is how far loading is.
type sampleView struct{ Done, Of int }

// Next is the address of the next step.
func (d *sampleView) Next() string { return "/sample?n=" + strconv.Itoa(d.Done) }

var samplePage = page("sample.html")

// loadSample takes the sample in. With htmx every request is one file, and its answer asks for the next: so the page shows how far it
// is. Without, one request takes in all. Records have the ids of their files, so that loading twice changes nothing.
func (p *Pages) loadSample(w http.ResponseWriter, r *http.Request) {
	d := sampleView{Of: len(p.sample.names)}
	if n, err := strconv.Atoi(r.URL.Query().Get("n")); err == nil && n > 0 {
		d.Done = min(n, d.Of)
	}
	stepwise := r.Header.Get("HX-Request") == "true"
	for d.Done < d.Of {
		if err := p.sendSample(r, p.sample.names[d.Done], d.Done == d.Of-1); err != nil {
			p.failed(w, r, err)
			return
		}
		if d.Done++; stepwise {
			break
		}
	}
	switch {
	case d.Done < d.Of:
		p.render(w, r, http.StatusOK, samplePage, "loading", "start.title", &d)
	case stepwise:
		w.Header().Set("HX-Redirect", "/")
		w.WriteHeader(http.StatusOK)
	default:
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}

// sendSample imports one file, as anybody would; the last one is waited for until searches and rankings know of all.
func (p *Pages) sendSample(r *http.Request, name string, last bool) error {
	f, err := p.sample.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	q := url.Values{"name": {name}}
	if last {
		q.Set("wait", "searchable")
	}
	var in wire.Imported
	return p.send(r, "/v1/imports?"+q.Encode(), "application/octet-stream", f, &in)
}
