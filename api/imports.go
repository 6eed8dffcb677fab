package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/intake"
)

// maxShown is how many records an upload shows, maxFiles how many files it has.
const (
	maxShown = 100
	maxFiles = 100
)

type importIn struct {
	Waiting
	Name    string `query:"name" maxLength:"255" doc:"Name of the file, where the body is one; its ending helps to tell what it is. As multipart/form-data the parts have theirs."`
	Kind    string `query:"kind" enum:"candidate,role" doc:"What the files hold; told by itself where it is missing."`
	ID      string `query:"id" maxLength:"128" doc:"Id of the record, where one file holds one that has none; a record of this id is replaced."`
	Columns string `query:"columns" maxLength:"4096" doc:"What columns of tables are, beside the headers that are known: Stack=skills,Town=place.city."`
	DryRun  bool   `query:"dryRun" doc:"Read and judge, write nothing."`
	Show    bool   `query:"show" doc:"Answer what was understood of each record, and from where."`
	body    *patient
	media   string
	params  map[string]string
}

// Resolve implements huma.Resolver: it keeps the body.
func (in *importIn) Resolve(ctx huma.Context) []error {
	in.body = bodyOfStream(ctx)
	in.media, in.params, _ = mime.ParseMediaType(ctx.Header("Content-Type")) // nothing is a type that is not sniffed
	return nil
}

type importOut struct {
	Written
	Body wire.Imported
}

func (s *server) importFiles(ctx context.Context, in *importIn) (*importOut, error) {
	o := intake.Options{Now: s.now(), Org: auth.From(ctx).Org, DryRun: in.DryRun, KeepConsent: !mayConsent(ctx)}
	if in.Kind != "" {
		if err := o.Kind.UnmarshalText([]byte(in.Kind)); err != nil {
			return nil, err
		}
	}
	var err error
	if o.Columns, err = format.ParseColumns(in.Columns); err != nil {
		return nil, err
	}
	files, err := in.files()
	defer func() {
		for _, f := range files {
			f.discard()
		}
	}()
	if err != nil {
		return nil, err
	}
	out := &importOut{}
	if in.Show {
		o.Seen = func(file string, d format.Draft, fault error) {
			if len(out.Body.Records) < maxShown {
				out.Body.Records = append(out.Body.Records, intake.NewUnderstood(file, d, fault))
			}
		}
	}
	var sources []intake.Source
	for _, f := range files {
		o.Salt += f.sum
		sources = append(sources, intake.Source{Name: f.name, ID: in.ID, Open: f.open})
	}
	out.Body.Report, err = s.Intake.Import(ctx, sources, o)
	if !in.DryRun {
		s.keepReport(ctx, namesOf(files), out.Body.Report, err)
	}
	if err != nil {
		return nil, err
	}
	out.Written = s.settle(ctx, in.Waiting, out.Body.Report.Seq)
	return out, nil
}

// files are those of the body: its parts, or the body itself.
func (in *importIn) files() (out []*spooled, err error) {
	if in.media != "multipart/form-data" {
		f, err := spool(in.Name, in.body)
		if f != nil {
			out = append(out, f)
		}
		return out, err
	}
	parts := multipart.NewReader(in.body, in.params["boundary"])
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return out, badForm(err)
		}
		if p.FileName() == "" {
			continue
		}
		if len(out) == maxFiles {
			return out, fmt.Errorf("%w: more than %d files: send the others in a request of their own", profiles.ErrInvalid, maxFiles)
		}
		f, err := spool(p.FileName(), p)
		if f != nil {
			out = append(out, f)
		}
		if err != nil {
			return out, badForm(err)
		}
	}
	if len(out) == 0 {
		return out, fmt.Errorf("%w: no file in the form: want parts with a filename", profiles.ErrInvalid)
	}
	return out, nil
}

// badForm is the fault of a form, unless it is one of the reading.
func badForm(err error) error {
	if ofReading(err) != nil || errors.Is(err, errSlow) {
		return err
	}
	return fmt.Errorf("%w: the form cannot be read: %w", profiles.ErrInvalid, err)
}

// spooled is a file of a request, on disk without a name, because some formats are read from their end.
type spooled struct {
	*os.File
	name string
	sum  string // of the content: it makes the ids of records without one
}

// spool takes a file of a client onto the disk. Of its name the base is kept. profiles.ErrDiskFull and its family.
func spool(name string, from io.Reader) (*spooled, error) {
	f, err := os.CreateTemp("", "tenon-upload-")
	if err != nil {
		return nil, fmt.Errorf("keep an upload: %w", profiles.Storage(err))
	}
	s := &spooled{File: f, name: path.Base(filepath.ToSlash(strings.ReplaceAll(name, `\`, "/")))}
	if name == "" {
		s.name = "upload"
	}
	if err := os.Remove(f.Name()); err != nil {
		return s, fmt.Errorf("keep an upload: %w", err)
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, h), from); err != nil {
		return s, profiles.Storage(err)
	}
	s.sum = hex.EncodeToString(h.Sum(nil)[:8])
	_, err = f.Seek(0, io.SeekStart)
	return s, err
}

// open gives the file to the one import that reads it; discard closes it.
func (s *spooled) open() (io.ReadCloser, error) { return s, nil }

// Close leaves the file open.
func (s *spooled) Close() error { return nil }

func (s *spooled) discard() { _ = s.File.Close() } // its content is gone with it
