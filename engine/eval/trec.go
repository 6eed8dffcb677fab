package eval

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// Ranked is one document of a ranking.
type Ranked struct {
	Doc   string
	Score float64
}

// Run holds the ranking of each query, in order.
type Run map[string][]Ranked

// Qrels holds the relevance of judged documents by query.
type Qrels map[string]map[string]int

// maxLine bounds a line in bytes.
const maxLine = 1 << 16

// blanks separate fields, as isspace of C has them: an id may hold any other character, also a no-break space.
const blanks = " \t\n\v\f\r"

func isBlank(b byte) bool { return strings.IndexByte(blanks, b) >= 0 }

// split appends the fields of a line to into.
func split(line []byte, into [][]byte) [][]byte {
	for i := 0; i < len(line); {
		if isBlank(line[i]) {
			i++
			continue
		}
		from := i
		for i < len(line) && !isBlank(line[i]) {
			i++
		}
		into = append(into, line[from:i])
	}
	return into
}

// eachLine calls f with the fields of every line that is not empty; they are valid during the call only. Faults of the text are
// profiles.ErrInvalid and name file and line; an error of the reader is neither.
func eachLine(r io.Reader, file string, want int, f func(fields [][]byte) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 4096), maxLine)
	var fields [][]byte
	no := 0
	for s.Scan() {
		no++
		fields = split(s.Bytes(), fields[:0])
		if len(fields) == 0 {
			continue
		}
		err := error(nil)
		if len(fields) != want {
			err = fmt.Errorf("%d fields: want %d", len(fields), want)
		} else {
			err = f(fields)
		}
		if err != nil {
			return fmt.Errorf("%w: %s:%d: %w", profiles.ErrInvalid, file, no, err)
		}
	}
	if err := s.Err(); errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("%w: %s:%d: the line has more than %d bytes", profiles.ErrInvalid, file, no+1, maxLine)
	} else if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	return nil
}

// eachEntry calls f with every line of a run.
func eachEntry(r io.Reader, file string, f func(query, doc []byte, score float64) error) error {
	return eachLine(r, file, 6, func(fields [][]byte) error {
		score, err := strconv.ParseFloat(string(fields[4]), 64)
		if err != nil || !finite(score) {
			return fmt.Errorf("score %q is no number", fields[4])
		}
		return f(fields[0], fields[2], score)
	})
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// group collects the ranking of one query.
type group struct {
	query  string
	ranked []Ranked
	seen   map[string]bool
}

func newGroup(query string) *group { return &group{query: query, seen: map[string]bool{}} }

// reset empties the group for another query.
func (g *group) reset(query string) {
	g.query, g.ranked = query, g.ranked[:0]
	clear(g.seen)
}

func (g *group) add(doc string, score float64) error {
	if g.seen[doc] {
		return fmt.Errorf("document %s comes twice for query %s", doc, g.query)
	}
	g.seen[doc] = true
	g.ranked = append(g.ranked, Ranked{doc, score})
	return nil
}

// ReadRun reads a run, of which the lines may come in any order. A document that comes twice for a query, or a score that is no
// finite number, is profiles.ErrInvalid. It holds the whole run; [ScoreFile] does with less.
func ReadRun(r io.Reader, file string) (Run, error) {
	groups := map[string]*group{}
	err := eachEntry(r, file, func(query, doc []byte, score float64) error {
		g := groups[string(query)]
		if g == nil {
			g = newGroup(string(query))
			groups[g.query] = g
		}
		return g.add(string(doc), score)
	})
	if err != nil {
		return nil, err
	}
	run := make(Run, len(groups))
	for query, g := range groups {
		sortRanked(g.ranked)
		run[query] = g.ranked
	}
	return run, nil
}

// errScattered says that a query has lines in two places of a file.
var errScattered = errors.New("the lines of a query do not stand together")

// stream calls f with one ranking after the other, each valid during the call only. A query that comes back is errScattered.
func stream(r io.Reader, file string, f func(query string, ranked []Ranked)) error {
	g, ended := newGroup(""), map[string]bool{}
	end := func() {
		if len(g.ranked) > 0 {
			sortRanked(g.ranked)
			f(g.query, g.ranked)
			ended[g.query] = true
		}
	}
	err := eachEntry(r, file, func(query, doc []byte, score float64) error {
		if g.query != string(query) {
			end()
			if ended[string(query)] {
				return errScattered
			}
			g.reset(string(query))
		}
		return g.add(string(doc), score)
	})
	if err == nil {
		end()
	}
	return err
}

// sortRanked orders as trec_eval does.
func sortRanked(rs []Ranked) {
	slices.SortFunc(rs, func(a, b Ranked) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Doc, a.Doc)) })
}

// ReadQrels reads judgements. A document that is judged twice for a query is profiles.ErrInvalid.
func ReadQrels(r io.Reader, file string) (Qrels, error) {
	qrels := Qrels{}
	err := eachLine(r, file, 4, func(f [][]byte) error {
		query, doc := string(f[0]), string(f[2])
		rel, err := strconv.Atoi(string(f[3]))
		if err != nil {
			return fmt.Errorf("relevance %q is no whole number", f[3])
		}
		if qrels[query] == nil {
			qrels[query] = map[string]int{}
		}
		if _, twice := qrels[query][doc]; twice {
			return fmt.Errorf("document %s is judged twice for query %s", doc, query)
		}
		qrels[query][doc] = rel
		return nil
	})
	if err != nil {
		return nil, err
	}
	return qrels, nil
}

// WriteRanking writes the lines of one query, which is in order already. What [ReadRun] would not read back is
// profiles.ErrInvalid before anything is written: an id that is empty or has blanks, a score that is not finite, a document that
// comes twice. Scores that are equal are written as they are; the order of a run does not rest on ranks.
func WriteRanking(w io.Writer, query string, ranked []Ranked, tag string) error {
	if err := writable(query, ranked, tag); err != nil {
		return fmt.Errorf("%w: write run: %w", profiles.ErrInvalid, err)
	}
	for i, r := range ranked {
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %s %s\n", query, r.Doc, i+1, strconv.FormatFloat(r.Score, 'g', -1, 64), tag); err != nil {
			return fmt.Errorf("write run: %w", err)
		}
	}
	return nil
}

func writable(query string, ranked []Ranked, tag string) error {
	for _, id := range []string{query, tag} {
		if err := oneField(id); err != nil {
			return err
		}
	}
	g := newGroup(query)
	for _, r := range ranked {
		if err := oneField(r.Doc); err != nil {
			return fmt.Errorf("query %s: %w", query, err)
		}
		if !finite(r.Score) {
			return fmt.Errorf("query %s, document %s: score %v is no number", query, r.Doc, r.Score)
		}
		if err := g.add(r.Doc, r.Score); err != nil {
			return err
		}
	}
	return nil
}

// oneField says whether an id can stand in a line.
func oneField(id string) error {
	switch {
	case id == "":
		return errors.New("an id is empty")
	case strings.ContainsAny(id, blanks):
		return fmt.Errorf("id %q has blanks, which a run cannot hold", id)
	}
	return nil
}
