package command

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"tenon/engine/eval"
	"tenon/profiles"
)

type evalRunCmd struct {
	What    string `arg:"" enum:"skills,titles,match" help:"skills, titles or match."`
	Queries string `required:"" placeholder:"FILE" help:"JSON lines of id and text; of match: also records of roles or candidates, or a directory of résumés or adverts, whose ids are the names of the files without their endings."`
	Corpus  string `placeholder:"FILE" help:"What is ranked, in the same forms; of skills and titles without it the concepts of the scheme."`
	Kind    string `enum:"candidate,role," default:"" help:"Of match: what the texts of --queries are, candidate or role; default: told from the texts."`
	Out     string `required:"" placeholder:"FILE" help:"Where the run goes; - is standard output."`
	Scheme  string `enum:"tenon,esco,onet" default:"esco" help:"Whose concepts: tenon, esco or onet."`
	Top     int    `default:"100" help:"How many documents a query."`
	Lambda  int    `default:"30" help:"Of match: how much the wishes of candidates count, 0 to 100."`
	AsOf    string `placeholder:"YYYY-MM" help:"Of match: the month by which dates are judged; default: this month."`
}

// tag names the program in runs.
const tag = "tenon"

func (c *evalRunCmd) Run(e *env) error {
	if c.Top < 1 {
		return fmt.Errorf("%w: --top is %d: want 1 or more", errUsage, c.Top)
	}
	if c.What == "match" && c.Corpus == "" {
		return fmt.Errorf("%w: match needs --corpus FILE, the records that are ranked", errUsage)
	}
	return e.output(c.Out, func(w io.Writer) error {
		if c.What == "match" {
			return c.match(e, w)
		}
		return c.link(e, w)
	})
}

// output gives f a file that takes its name only when all is written. What is there and is no file, as a pipe, is written to.
func (e *env) output(path string, f func(io.Writer) error) (err error) {
	if path == "-" {
		b := bufio.NewWriter(e.Out)
		return errors.Join(f(b), b.Flush())
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to // the file behind a link is replaced, not the link
	}
	fi, err := os.Stat(path)
	switch {
	case err == nil && fi.IsDir():
		return fmt.Errorf("%w: --out %s is a directory: name a file", errUsage, path)
	case err == nil && !fi.Mode().IsRegular():
		return device(path, f)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %v", profiles.ErrNotFound, err)
	}
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	b := bufio.NewWriter(tmp)
	err = errors.Join(f(b), b.Flush(), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

func device(path string, f func(io.Writer) error) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	defer closing(&err, file)
	b := bufio.NewWriter(file)
	return errors.Join(f(b), b.Flush())
}

// query is a line of a file of queries or of a corpus.
type query struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func readQueries(path string) ([]query, error) {
	var out []query
	seen := map[string]bool{}
	err := openFor(path, func(f *os.File) error {
		d := json.NewDecoder(f)
		for n := 1; ; n++ {
			var q query
			err := d.Decode(&q)
			switch {
			case errors.Is(err, io.EOF) && n == 1:
				return fmt.Errorf("%w: %s is empty", profiles.ErrInvalid, path)
			case errors.Is(err, io.EOF):
				return nil
			case err == nil && q.ID == "":
				err = errors.New("it has no id")
			case err == nil && q.Text == "":
				err = fmt.Errorf("id %s has no text", q.ID)
			}
			if err == nil && seen[q.ID] {
				err = fmt.Errorf("id %s comes twice", q.ID)
			}
			if err != nil {
				return fmt.Errorf("%w: %s, record %d: %v", profiles.ErrInvalid, path, n, err)
			}
			seen[q.ID] = true
			out = append(out, q)
		}
	})
	return out, err
}

// link ranks concepts, or the texts of a corpus, for texts.
func (c *evalRunCmd) link(e *env, w io.Writer) error {
	queries, err := readQueries(c.Queries)
	if err != nil {
		return err
	}
	l, err := c.linker(e)
	if err != nil {
		return err
	}
	return e.counting(len(queries), func(i int) error {
		var ranked []eval.Ranked
		for _, h := range l.Rank(queries[i].Text, c.Top) {
			ranked = append(ranked, eval.Ranked{Doc: l.Label(h.Index).ID, Score: float64(h.Score)})
		}
		return eval.WriteRanking(w, queries[i].ID, ordered(ranked), tag)
	})
}

// ordered keeps the order of a ranking where scores are equal, which a run cannot say: each gets the next smaller score than the
// one before, in single precision, since that is all that trec_eval 9 tells apart.
func ordered(ranked []eval.Ranked) []eval.Ranked {
	for i := 1; i < len(ranked); i++ {
		if most := float32(ranked[i-1].Score); float32(ranked[i].Score) >= most {
			ranked[i].Score = float64(math.Nextafter32(most, float32(math.Inf(-1))))
		}
	}
	return ranked
}

// counting calls f for 0 to n-1 with a bar for more than a few, until it fails or the context ends.
func (e *env) counting(n int, f func(i int) error) error {
	tell := func(at, total int64) {}
	if n >= 50 {
		if t, done := e.bar("queries"); t != nil {
			tell = t
			defer done()
		}
	}
	for i := range n {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		if err := f(i); err != nil {
			return err
		}
		tell(int64(i+1), int64(n))
	}
	return nil
}
