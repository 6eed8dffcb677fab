package web

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"

	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// maxUpload bounds a file that somebody drops on a page.
const maxUpload = 32 << 20

// read is what the page about a dropped file shows.
type read struct {
	Report    intake.Report
	Kind      profiles.Kind
	ID        string
	Candidate *profiles.Candidate
	Role      *profiles.Role
	Facts     []factView
	Fields    bool // the file has fields and no words: facts are those
	Identity  []string
	Unread    []intake.Unread
	Fault     string
	More      int // further records of the file
}

var readPage = page("read.html")

// readFile takes a dropped or pasted document in and shows what was understood.
func (p *Pages) readFile(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	name, text, err := dropped(r)
	if err != nil {
		p.fault(w, r, http.StatusUnprocessableEntity, err)
		return
	}
	q := url.Values{"show": {"true"}, "name": {name}}
	if k := r.FormValue("kind"); k == "candidate" || k == "role" {
		q.Set("kind", k)
	}
	var in wire.Imported
	if err := p.send(r, "/v1/imports?"+q.Encode(), "application/octet-stream", text, &in); err != nil {
		p.failed(w, r, err)
		return
	}
	d := read{Report: in.Report}
	for i := range in.Records {
		if in.Records[i].Fault == "" {
			if err := d.take(&in.Records[i]); err != nil {
				p.failed(w, r, err)
				return
			}
			d.More = len(in.Records) - 1
			break
		}
		d.Fault = in.Records[i].Fault
	}
	if d.ID == "" && d.Fault == "" && len(in.Report.Faults) > 0 {
		d.Fault = in.Report.Faults[0].Reason
	}
	status := http.StatusOK
	if d.ID == "" {
		status = http.StatusUnprocessableEntity
	}
	p.render(w, r, status, readPage, "", "read.title", &d)
}

func (d *read) take(u *intake.Understood) (err error) {
	d.Kind, d.Identity, d.Unread, d.Fault, d.Role, d.Candidate = u.Kind, u.Identity, u.Unread, "", u.Role, u.Candidate
	switch {
	case u.Role != nil:
		d.ID = u.Role.ID
		err = d.understood(u, u.Role)
	case u.Candidate != nil:
		d.ID = u.Candidate.ID
		err = d.understood(u, u.Candidate)
	}
	return err
}

// understood are the facts with their words, or the fields of a file that has no running words.
func (d *read) understood(u *intake.Understood, rec profiles.Record) (err error) {
	if len(u.Facts) > 0 {
		d.Facts, err = factsOf(u.Facts, rec)
		return err
	}
	all, err := asJSON(rec)
	if err != nil {
		return err
	}
	fields, _ := all.(map[string]any) // a record is an object
	d.Fields, d.Facts = true, fieldsOf(rec.RecordKind(), baseOf(rec), fields)
	return nil
}

// dropped is the file of a form, or the text that was pasted into it.
func dropped(r *http.Request) (name string, _ io.Reader, err error) {
	if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return "", nil, err
	}
	f, h, err := r.FormFile("file")
	if err == nil && h.Size > 0 {
		return h.Filename, f, nil
	}
	if err != nil && !errors.Is(err, http.ErrMissingFile) && !errors.Is(err, multipart.ErrMessageTooLarge) {
		return "", nil, err
	}
	if t := r.FormValue("text"); t != "" {
		return "pasted.txt", bytes.NewReader([]byte(t)), nil
	}
	return "", nil, errors.New("drop a file, or paste its text")
}
