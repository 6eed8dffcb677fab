package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/intake"
)

// maxUpload bounds a file that somebody drops on a page.
const maxUpload = 32 << 20

// understood is a record as the API shows what was read of a file.
type understood struct {
	intake.Understood
	Record json.RawMessage `json:"understood"` // before the field of the same name: it is an interface
}

// imported is the answer of an upload.
type imported struct {
	Report  intake.Report `json:"report"`
	Records []understood  `json:"records"`
}

// read is what the page about a dropped file shows.
type read struct {
	Report    intake.Report
	Kind      profiles.Kind
	ID        string
	Candidate *profiles.Candidate
	Role      *profiles.Role
	Facts     []reading.Fact
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
	var in imported
	if err := p.ask(r, http.MethodPost, "/v1/imports?"+q.Encode(), upload{text, "application/octet-stream"}, &in); err != nil {
		p.failed(w, r, err)
		return
	}
	d := read{Report: in.Report}
	for i := range in.Records {
		if in.Records[i].Fault == "" {
			d.take(&in.Records[i])
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

func (d *read) take(u *understood) {
	d.Kind, d.Facts, d.Identity, d.Unread, d.Fault = u.Kind, u.Facts, u.Identity, u.Unread, ""
	if u.Kind == profiles.KindRole {
		d.Role = &profiles.Role{}
		if json.Unmarshal(u.Record, d.Role) == nil {
			d.ID = d.Role.ID
		}
		return
	}
	d.Candidate = &profiles.Candidate{}
	if json.Unmarshal(u.Record, d.Candidate) == nil {
		d.ID = d.Candidate.ID
	}
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
