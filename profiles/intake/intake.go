package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/gazetteer"
	"tenon/profiles/identity"
	"tenon/profiles/money"
	"tenon/profiles/store"
	"tenon/profiles/taxonomy"
)

// Intake writes records into one store. It is safe for concurrent use as far as the store is.
type Intake struct {
	store store.Store
	tax   *taxonomy.Taxonomy
	gaz   *gazetteer.Gazetteer
	rates *money.Rates
}

// New returns an intake that writes into s.
func New(s store.Store, tax *taxonomy.Taxonomy, gaz *gazetteer.Gazetteer, rates *money.Rates) *Intake {
	return &Intake{s, tax, gaz, rates}
}

// Source is a file, or something that reads like one. Only the base of its name is kept.
type Source struct {
	Name string
	ID   string // of its record, where it holds one that has none of its own; "": made of the name
	Open func() (io.ReadCloser, error)
}

// Options steer an import.
type Options struct {
	Now  profiles.Month // the month at which dates are judged; required
	Kind profiles.Kind  // the only kind to take; 0: both
	// Columns says which fields the columns of tables are; see format.Options.
	Columns map[string]string
	Org     string // that owns the records
	// Salt, when set, makes the ids of records without one differ from those that other imports of a file of this name make.
	Salt   string
	DryRun bool // decode and judge, write nothing
	// KeepConsent: the writer may not say what a person has agreed to. A consent that comes with an identity is passed over, and the one
	// that is kept stays.
	KeepConsent bool
	Batch       int // records a write, fewer where they are large; 0: 1,000
	// Seen, when set, is given each draft as it was read and normalised, with its fault if it has one, from one goroutine.
	Seen func(file string, d format.Draft, fault error)
	// Progress, when set, is called after each batch, from one goroutine.
	Progress func(Progress)
}

// Progress is how far an import has come.
type Progress struct {
	File                        string // that is being read
	Bytes                       int64  // read of all files
	Records, Accepted, Rejected int
}

// item is a record that passed, with the line that would report its refusal by the store.
type item struct {
	line      Line
	mutations []profiles.Mutation
}

// batch is what the reading side hands to the writing side.
type batch struct {
	items []item
	at    Progress
}

// Import takes the records of all sources, in order. Faults of records and files are in the report; the error says why the import
// itself ended early: ctx was cancelled, or the store failed. The report then counts what was acknowledged, and that stays.
func (in *Intake) Import(ctx context.Context, sources []Source, o Options) (Report, error) {
	if o.Now == 0 {
		return Report{}, fmt.Errorf("import: %w: no month to judge dates by", profiles.ErrInvalid)
	}
	if err := format.CheckColumns(o.Columns); err != nil {
		return Report{}, fmt.Errorf("import: %w", err)
	}
	if o.Batch <= 0 {
		o.Batch = 1000
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	r := in.reader(reading, o)
	if err := r.loadCorrections(ctx); err != nil {
		return Report{}, fmt.Errorf("import: read corrections: %w", err)
	}
	go r.run(sources)
	w := &writer{in: in, o: o}
	err := w.run(ctx, r.out)
	stop()
	for range r.out { // the reader ends before its report is read
	}
	return w.merge(r.report), wrapped(err, ctx)
}

func wrapped(err error, ctx context.Context) error {
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return nil
}

// reader decodes, normalises and judges, on a goroutine of its own.
type reader struct {
	in     *Intake
	o      Options
	ctx    context.Context
	out    chan batch
	report Report
	bytes  atomic.Int64
	file   string
	id     string // that the source gives its record
	items  []item
	weight int   // of the items: bytes of text
	from   int64 // the bytes that were read when the items began
	seen   map[profiles.Key]struct{}
	known  map[name]bool
	own    *owned // what the record has of its own, where one is written by itself
	// corrections are what people have changed of records, by the keys of the corrections.
	corrections map[profiles.Key]*profiles.Correction
}

func (r *reader) run(sources []Source) {
	defer close(r.out)
	for _, s := range sources {
		if r.ctx.Err() != nil {
			return
		}
		r.file, r.id = path.Base(filepath.ToSlash(s.Name)), s.ID
		r.report.Files++
		first := r.report.Records
		if err := r.source(s); err != nil && r.ctx.Err() == nil {
			r.report.reject(Line{File: r.file, Record: r.report.Records - first, Whole: true}, err)
		}
	}
	r.flush()
}

func (r *reader) source(s Source) (err error) {
	f, err := s.Open()
	if err != nil {
		return opening(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	o := format.Options{Now: r.o.Now, Kind: r.o.Kind, Columns: r.o.Columns, Taxonomy: r.in.tax, Cities: r.in.gaz}
	return format.Decode(r.file, counting(f, &r.bytes), o, func(d format.Draft, err error) bool {
		if r.ctx.Err() != nil {
			return false
		}
		r.report.Records++
		r.take(d, err)
		return !r.full() || r.flush()
	})
}

// opening says why a file cannot be opened. It does not say where the file is, which may be in somebody's home.
func opening(err error) error {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("open: no permission to read it: %w", fs.ErrPermission)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open: it is gone: %w", fs.ErrNotExist)
	case errors.As(err, &at):
		return fmt.Errorf("open: %w", at.Err)
	}
	return fmt.Errorf("open: %w", err)
}

// counting counts what is read. A file stays one, because some formats are read from their end.
func counting(r io.Reader, n *atomic.Int64) io.Reader {
	type file interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	}
	c := counted{r, n}
	if f, ok := r.(file); ok {
		return struct {
			counted
			file
		}{c, f}
	}
	return c
}

type counted struct {
	r io.Reader
	n *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// maxBatch bounds a batch in bytes, of its text and of the file that it was read from: a record keeps what it was cut out of.
const maxBatch = 8 << 20

func (r *reader) full() bool {
	return len(r.items) >= r.o.Batch || r.weight > maxBatch || len(r.items) > 0 && r.bytes.Load()-r.from > maxBatch
}

// take judges one draft and, if it passes, puts it into the batch.
func (r *reader) take(d format.Draft, err error) {
	line := Line{File: r.file, Record: d.Index, Status: Accepted}
	if err != nil {
		r.see(d, err)
		r.report.reject(line, err)
		return
	}
	if r.own != nil {
		r.own.keep(&d)
	}
	rec := r.correct(&d, r.normalise(&d))
	line.ID = rec.RecordID()
	if profiles.CheckID(line.ID) != nil {
		line.ID = ""
	}
	key := profiles.Key{Org: r.o.Org, Kind: rec.RecordKind(), ID: rec.RecordID()}
	err = r.judge(rec, d)
	r.see(d, err)
	if err != nil {
		r.report.reject(line, err)
		return
	}
	if _, dup := r.seen[key]; dup {
		r.report.duplicate(line)
		return
	}
	seen := key
	seen.ID = strings.Clone(key.ID) // not the record that it stands in
	r.seen[seen] = struct{}{}
	r.notes(line, d, rec)
	it := item{line, []profiles.Mutation{{Key: key, Record: rec}}}
	if r.o.KeepConsent && d.Identity != nil {
		if err := r.keepConsent(key, d.Identity); err != nil {
			r.report.reject(line, err)
			return
		}
	}
	if d.Identity != nil && (!r.o.KeepConsent || !d.Identity.Empty()) {
		key.Kind = profiles.KindIdentity
		it.mutations = append(it.mutations, profiles.Mutation{Key: key, Record: d.Identity})
	}
	r.items = append(r.items, it)
	r.weight += weight(d)
}

// keepConsent puts what is kept of a consent in the place of what an identity says.
func (r *reader) keepConsent(key profiles.Key, who *identity.Identity) error {
	who.Consent = nil
	if r.in.store == nil {
		return nil
	}
	key.Kind = profiles.KindIdentity
	e, err := r.in.store.Get(r.ctx, key)
	if errors.Is(err, profiles.ErrNotFound) {
		return nil
	}
	if kept, ok := e.Record.(*identity.Identity); ok {
		who.Consent = kept.Consent
	}
	return err
}

func weight(d format.Draft) int {
	switch {
	case d.Document != nil: // the record has parts of its text
		return len(d.Document.Text)
	case d.Role != nil:
		return d.Role.TextSize()
	}
	return d.Candidate.TextSize()
}

func (r *reader) see(d format.Draft, fault error) {
	if r.o.Seen != nil {
		r.o.Seen(r.file, d, fault)
	}
}

// judge validates the record and the identity beside it.
func (r *reader) judge(rec profiles.Record, d format.Draft) error {
	if k := rec.RecordKind(); r.o.Kind != 0 && k != r.o.Kind {
		return profiles.FieldErrors{{Path: "kind", Msg: "a " + k.String() + ": want a " + r.o.Kind.String()}}
	}
	if err := rec.Validate(r.o.Now); err != nil {
		return err
	}
	if d.Identity == nil {
		return nil
	}
	return d.Identity.Validate(r.o.Now)
}

// flush hands the batch over and reports whether to go on.
func (r *reader) flush() bool {
	b := batch{r.items, Progress{File: r.file, Bytes: r.bytes.Load(), Records: r.report.Records, Rejected: r.report.Refused()}}
	r.items, r.weight, r.from = nil, 0, r.bytes.Load()
	select {
	case r.out <- b:
		return true
	case <-r.ctx.Done():
		return false
	}
}
