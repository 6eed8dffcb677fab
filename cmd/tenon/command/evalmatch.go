package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/engine/eval"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/intake"
)

// match ranks the records of the corpus for every query of the other kind, by the exact score.
func (c *evalRunCmd) match(e *env, w io.Writer) error {
	asOf, err := e.asOf(c.AsOf)
	if err != nil {
		return err
	}
	asked, ranked, err := c.sides()
	if err != nil {
		return err
	}
	return e.temporary(asOf, c.Corpus, ranked, func(corpus *app.App) error {
		return e.temporary(asOf, c.Queries, asked, func(queries *app.App) error {
			r := &records{}
			if err := r.add(e.ctx, app.Records{Store: queries.Store}, -1); err != nil {
				return err
			}
			requests, err := r.requests()
			if err != nil {
				return fmt.Errorf("%w: %s: %v", profiles.ErrInvalid, c.Queries, err)
			}
			return e.counting(len(requests), func(i int) error {
				q := requests[i]
				q.Top, q.Lambda = c.Top, c.Lambda
				return rankInto(e.ctx, w, corpus, q)
			})
		})
	})
}

// requests asks for a ranking for each record. A run names a query by its id alone, so a role and a candidate may not share one.
func (r *records) requests() ([]engine.Request, error) {
	var out []engine.Request
	roles := map[string]bool{}
	for _, x := range r.roles {
		roles[x.ID] = true
		out = append(out, engine.Request{RoleRecord: x})
	}
	for _, x := range r.candidates {
		if roles[x.ID] {
			return nil, fmt.Errorf("id %s is that of a role and of a candidate, and a run cannot tell them apart", x.ID)
		}
		out = append(out, engine.Request{CandidateRecord: x})
	}
	return out, nil
}

func rankInto(ctx context.Context, w io.Writer, corpus *app.App, q engine.Request) error {
	got, err := corpus.Engine.Rank(ctx, q)
	if err != nil {
		return err
	}
	var ranked []eval.Ranked
	for _, x := range got.Results {
		ranked = append(ranked, eval.Ranked{Doc: x.ID, Score: float64(x.Overall) / 1e4})
	}
	return eval.WriteRanking(w, got.Role+got.Candidate, ordered(ranked), tag)
}

// temporary imports a file, a directory of documents or JSON lines of texts into a directory that lasts as long as f. Texts in which
// nothing is understood are told and left out, since a run may lack documents; a record that is refused ends the evaluation.
func (e *env) temporary(asOf profiles.Month, path string, kind profiles.Kind, f func(*app.App) error) (err error) {
	from, total, raw, err := documents(path)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "tenon-eval-")
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	a, err := e.openOrMake(dir, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	o := intake.Options{Now: asOf}
	if raw {
		o.Kind = kind
	}
	report, err := e.importAll(a, from, total, o)
	if err != nil {
		return err
	}
	if report.Refused() == 0 {
		return f(a)
	}
	(&env{Streams: Streams{Out: e.Err}}).lines(newStyle(e.Err), "rejected", report.Faults, report.Refused(), true)
	if !raw {
		return fmt.Errorf("%w: %d records of %s are rejected: an evaluation needs them all", profiles.ErrInvalid, report.Refused(), path)
	}
	if report.Accepted == 0 {
		return fmt.Errorf("%w: nothing is understood of the texts of %s", profiles.ErrInvalid, path)
	}
	fmt.Fprintf(e.Err, "%d of %d texts of %s are left out\n", report.Refused(), report.Records, path)
	return f(a)
}

// sides says what the texts of the queries and those of the corpus are; 0: records say it themselves.
func (c *evalRunCmd) sides() (asked, ranked profiles.Kind, err error) {
	if c.Kind != "" {
		err = asked.UnmarshalText([]byte(c.Kind))
	} else if asked, err = kindOfTexts(c.Queries); asked == 0 && err == nil {
		if ranked, err = kindOfTexts(c.Corpus); ranked != 0 {
			asked = other(ranked)
		}
	}
	return asked, other(asked), err
}

func other(k profiles.Kind) profiles.Kind {
	switch k {
	case profiles.KindCandidate:
		return profiles.KindRole
	case profiles.KindRole:
		return profiles.KindCandidate
	case profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindRoleCorrection, profiles.KindSearch, profiles.KindReview, profiles.KindConsents, profiles.KindAccess:
	}
	return 0
}

// documents are the sources of a path: the files of a directory, the texts of JSON lines, or the file itself. Raw: they are texts, not
// records.
func documents(path string) (from []intake.Source, total int64, raw bool, err error) {
	if fi, err := os.Stat(path); err == nil && fi.IsDir() {
		from, total, err = filesOf(path)
		return from, total, true, err
	}
	lines, err := textLines(path)
	if err != nil || lines == nil {
		from, total, err2 := sources([]string{path}, nil)
		return from, total, false, err2
	}
	for _, q := range lines {
		total += int64(len(q.Text))
		from = append(from, intake.Source{Name: "text.txt", ID: q.ID, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(q.Text)), nil }})
	}
	return from, total, true, nil
}

// filesOf are the files of a directory in the order of their names.
func filesOf(dir string) ([]intake.Source, int64, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, 0, fmt.Errorf("eval: %w", err)
	}
	var out []intake.Source
	var total int64
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if fi, err := e.Info(); err == nil {
			total += fi.Size()
		}
		name := e.Name()
		out = append(out, intake.Source{Name: name, ID: strings.TrimSuffix(name, filepath.Ext(name)), Open: func() (io.ReadCloser, error) { return os.Open(filepath.Join(dir, name)) }})
	}
	if len(out) == 0 {
		return nil, 0, fmt.Errorf("%w: %s has no files", profiles.ErrInvalid, dir)
	}
	return out, total, nil
}

// textLines reads JSON lines of id and text; nil when the first line is something else.
func textLines(path string) ([]query, error) {
	raw, err := firstLine(path)
	if err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	if json.Unmarshal(raw, &fields) != nil || fields["text"] == nil || fields["id"] == nil || len(fields) > 2 {
		return nil, nil
	}
	return readQueries(path)
}

// maxLine bounds the first line of a file of texts.
const maxLine = 16 << 20

func firstLine(path string) ([]byte, error) {
	var line []byte
	err := openFor(path, func(f *os.File) error {
		raw, err := io.ReadAll(io.LimitReader(f, maxLine))
		line, _, _ = bytes.Cut(bytes.TrimSpace(raw), []byte("\n"))
		return err
	})
	return line, err
}

// kindOfTexts is what most texts of a path are; 0 when it holds records.
func kindOfTexts(path string) (profiles.Kind, error) {
	from, _, raw, err := documents(path)
	if err != nil || !raw {
		return 0, err
	}
	roles, all := 0, 0
	for _, s := range from[:min(len(from), 50)] {
		f, err := s.Open()
		if err != nil {
			return 0, err
		}
		// a file that cannot be read says so in the import
		_ = format.Decode(s.Name, f, format.Options{Now: profiles.NewMonth(profiles.LastYear, 12)}, func(d format.Draft, err error) bool {
			if err == nil {
				all++
				if d.Role != nil {
					roles++
				}
			}
			return true
		})
		if err := f.Close(); err != nil {
			return 0, err
		}
	}
	if 2*roles > all {
		return profiles.KindRole, nil
	}
	return profiles.KindCandidate, nil
}
