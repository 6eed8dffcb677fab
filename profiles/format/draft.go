package format

import (
	"bufio"
	"fmt"
	"io"

	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/parquet"
	"tenon/profiles/format/reading"
	"tenon/profiles/gazetteer"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
)

// The formats, as [Draft.Format] names them.
const (
	JSONResume    = "jsonresume"
	JSONResumeJob = "jsonresume-job"
	JobPosting    = "jobposting"
	Tenon         = "tenon"
	CSV           = "csv"
	Parquet       = "parquet"
)

// The limits of a record. Both are checked before anything is decoded.
const (
	MaxRecord = 4 << 20 // bytes
	MaxDepth  = 100     // of nesting
	maxValues = 200_000 // of a foreign record, which is held as a tree
)

// Draft is one record as it was read: a candidate, with an identity where the source has one, or a role.
type Draft struct {
	Candidate *profiles.Candidate
	Role      *profiles.Role
	Identity  *identity.Identity
	Format    string
	Index     int // of the record in its file, from 0
	Notes     []Note
	// Document and Report are what was read, and how, of a file that is written for people; nil for one of data.
	Document *page.Document  `json:",omitempty"`
	Report   *reading.Report `json:",omitempty"`
}

// Note says what could not be mapped or was assumed. It never quotes a value of the identity.
type Note struct{ Path, Msg string }

// Options steer the reading.
type Options struct {
	// Now is the month in which a year alone, given as an end, may end at the latest.
	Now profiles.Month
	// Kind is what records of Tenon's own format, of tables and documents are when they do not say so; 0: judged by what they hold.
	Kind profiles.Kind
	// Columns says which field a column of a table is, by its header, beside the headers that are known: "Tech stack" → skills.
	// The path "-" leaves a column out. See [TablePaths] and [CheckColumns].
	Columns map[string]string
	// Taxonomy finds skills in texts, Cities places; nil are the shipped ones.
	Taxonomy *taxonomy.Taxonomy
	Cities   *gazetteer.Gazetteer
}

// Error is a fault of the bytes of a record: bad JSON, too long, too deep, not UTF-8. It is [profiles.ErrInvalid].
type Error struct {
	Line int   // from 1
	Byte int64 // of the file, from 0
	Msg  string
}

func (e *Error) Error() string {
	if e.Byte == 0 {
		return e.Msg // at the first byte it is about the file
	}
	return fmt.Sprintf("line %d, byte %d: %s", e.Line, e.Byte, e.Msg)
}

// Is makes errors.Is(err, profiles.ErrInvalid) true.
func (e *Error) Is(target error) bool { return target == profiles.ErrInvalid }

// Decode reads the records of r and gives each to yield in their order, with an error for one that cannot be read; such a draft
// has its Index and, where known, its Format. It ends early, without an error, when yield returns false. The error that Decode
// returns says why the rest of the file cannot be read: it is [profiles.ErrInvalid] or comes from r. The name is for the sniffing of
// line-by-line files (.ndjson, .jsonl) only.
func Decode(name string, r io.Reader, o Options, yield func(Draft, error) bool) error {
	if o.Taxonomy == nil {
		o.Taxonomy = taxonomy.Default()
	}
	d := &decoder{Options: o, yield: yield}
	in := bufio.NewReaderSize(r, look)
	head, _ := in.Peek(4 << 10) // an error comes again with the reading
	if f := sniff(name, head); f != "" {
		return d.document(f, in, sizeOf(r))
	}
	if head, _ := in.Peek(len(parquet.Magic)); isParquet(head) {
		return d.parquet(name, r, in)
	}
	if head, _ := in.Peek(look); d.isTable(name, head) {
		return d.csv(name, in)
	}
	s, err := newStream(name, in)
	if err != nil {
		return err
	}
	for {
		rec, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if !d.record(rec) {
			return nil
		}
	}
}

// decoder turns the records of one file into drafts.
type decoder struct {
	Options
	yield func(Draft, error) bool
	index int
}

// give passes one draft on and numbers it.
func (d *decoder) give(draft Draft, err error) bool {
	draft.Index = d.index
	d.index++
	return d.yield(draft, err)
}

// record decodes one record, which may hold several drafts, and reports whether to go on.
func (d *decoder) record(rec record) bool {
	if rec.err != nil {
		return d.give(Draft{}, rec.err)
	}
	top, err := outline(rec.text)
	if err != nil {
		return d.give(Draft{}, rec.locate(err))
	}
	switch f := top.format(); f {
	case Tenon:
		draft, err := d.own(rec, top)
		return d.give(draft, rec.locate(err))
	default:
		v, err := parseTree(rec.text)
		if err != nil {
			return d.give(Draft{Format: f}, rec.locate(err))
		}
		return d.foreign(f, v)
	}
}

func (d *decoder) foreign(f string, v any) bool {
	switch f {
	case JSONResume:
		return d.give(d.resume(v))
	case JSONResumeJob:
		return d.give(d.resumeJob(v), nil)
	}
	found := postings(linked(v)...)
	if len(found) == 0 {
		return d.give(Draft{Format: f}, profiles.FieldErrors{{Path: "@type", Msg: "no JobPosting in this JSON-LD"}})
	}
	for _, p := range found {
		if !d.give(d.posting(p), nil) {
			return false
		}
	}
	return true
}
