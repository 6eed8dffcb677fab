package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// Upload says how files are imported.
type Upload struct {
	Name    string // of the file
	Kind    profiles.Kind
	ID      string // of its record, where it has none
	Columns string // what columns of tables are, beside the headers that are known: Stack=skills,Town=place.city
	DryRun  bool
	Show    bool // answer what was understood
	Wait    bool
}

func (u *Upload) query() url.Values {
	q := waiting(u.Wait)
	for k, v := range map[string]string{"name": u.Name, "id": u.ID, "columns": u.Columns} {
		if v != "" {
			q.Set(k, v)
		}
	}
	if u.Kind != 0 {
		q.Set("kind", u.Kind.String())
	}
	for k, v := range map[string]bool{"dryRun": u.DryRun, "show": u.Show} {
		if v {
			q.Set(k, "true")
		}
	}
	return q
}

// Import uploads one file of any format. It is read once: a request that fails is not made again.
func (c *Client) Import(ctx context.Context, file io.Reader, u Upload) (*wire.Imported, error) {
	return c.upload(ctx, file, "application/octet-stream", u)
}

// File is one of several.
type File struct {
	Name    string
	Content io.Reader
}

// ImportFiles uploads files as one import, with one report.
func (c *Client) ImportFiles(ctx context.Context, files []File, u Upload) (*wire.Imported, error) {
	body, in := io.Pipe()
	form := multipart.NewWriter(in)
	go func() {
		err := writeForm(form, files)
		_ = in.CloseWithError(err) // never fails
	}()
	defer func() { _ = body.Close() }() // ends the writer where the request did not read it all
	return c.upload(ctx, body, form.FormDataContentType(), u)
}

func writeForm(form *multipart.Writer, files []File) error {
	for _, f := range files {
		w, err := form.CreateFormFile("file", f.Name)
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, f.Content); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return form.Close()
}

func (c *Client) upload(ctx context.Context, body io.Reader, media string, u Upload) (*wire.Imported, error) {
	var out wire.Imported
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("imports"), Query: u.query(), Raw: body, Media: media}, &out)
	return &out, err
}

// Imports are the reports of imports, the newest first, at most so many; limit 0 is 50.
func (c *Client) Imports(ctx context.Context, limit int) ([]wire.ImportReport, error) {
	out, err := fetch[wire.Imports](ctx, c, path("imports"), limited(limit))
	if err != nil {
		return nil, err
	}
	return out.Imports, nil
}

// Load streams records in, one a line (kind candidate or role). Sent again with the same key, records without an id replace themselves.
func (c *Client) Load(ctx context.Context, kind profiles.Kind, lines io.Reader, key string, wait bool) (*intake.Report, error) {
	var out intake.Report
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("bulk", kind.String()+"s"), Query: waiting(wait), Raw: lines, Media: "application/x-ndjson", Header: once(key)}, &out)
	return &out, err
}

// LoadCandidates streams candidates in as they come: of any number, a few are in memory at a time. An error of theirs ends the stream;
// what the server has acknowledged by then stays.
func (c *Client) LoadCandidates(ctx context.Context, xs iter.Seq2[*profiles.Candidate, error], key string, wait bool) (*intake.Report, error) {
	return load(ctx, c, profiles.KindCandidate, xs, key, wait)
}

// LoadRoles streams roles in, as [Client.LoadCandidates] does.
func (c *Client) LoadRoles(ctx context.Context, xs iter.Seq2[*profiles.Role, error], key string, wait bool) (*intake.Report, error) {
	return load(ctx, c, profiles.KindRole, xs, key, wait)
}

func load[R any](ctx context.Context, c *Client, kind profiles.Kind, xs iter.Seq2[R, error], key string, wait bool) (*intake.Report, error) {
	body, in := io.Pipe()
	wrong := make(chan error, 1)
	go func() {
		err := writeLines(in, xs)
		_ = in.CloseWithError(err) // never fails
		wrong <- err
	}()
	report, err := c.Load(ctx, kind, body, key, wait)
	_ = body.Close() // ends the writer where the request did not read it all
	if own := <-wrong; err != nil && own != nil && !errors.Is(own, io.ErrClosedPipe) {
		err = own // of the records: that the request broke off comes of it
	}
	return report, err
}

func writeLines[R any](w io.Writer, xs iter.Seq2[R, error]) error {
	enc := json.NewEncoder(w)
	for x, err := range xs {
		if err == nil {
			err = enc.Encode(x)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Dump streams all records of a kind out, one a line; the caller closes it. The format is tenon, jsonresume or jobposting. A stream
// that the server breaks off ends with an error.
func (c *Client) Dump(ctx context.Context, kind profiles.Kind, format string) (io.ReadCloser, error) {
	r, err := c.Open(ctx, Request{Method: http.MethodGet, Path: path("bulk", kind.String()+"s"), Query: url.Values{"format": {strings.ToLower(format)}}})
	if err != nil {
		return nil, err
	}
	return r.Body, nil
}

// DumpCandidates goes through all candidates as they stream out. An error ends it.
func (c *Client) DumpCandidates(ctx context.Context) iter.Seq2[*profiles.Candidate, error] {
	return dump[profiles.Candidate](ctx, c, profiles.KindCandidate)
}

// DumpRoles goes through all roles as they stream out. An error ends it.
func (c *Client) DumpRoles(ctx context.Context) iter.Seq2[*profiles.Role, error] {
	return dump[profiles.Role](ctx, c, profiles.KindRole)
}

func dump[R any](ctx context.Context, c *Client, kind profiles.Kind) iter.Seq2[*R, error] {
	return func(yield func(*R, error) bool) {
		body, err := c.Dump(ctx, kind, "tenon")
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = body.Close() }() // what was read has been read
		for dec := json.NewDecoder(body); ; {
			x := new(R)
			err := dec.Decode(x)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("dump %ss: %w", kind, err))
				return
			}
			if !yield(x, nil) {
				return
			}
		}
	}
}
