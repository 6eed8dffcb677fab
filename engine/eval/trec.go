package eval

import (
	"bufio"
	"cmp"
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

// eachLine calls f with the fields of every line that is not empty. Faults are profiles.ErrInvalid and name file and line.
func eachLine(r io.Reader, file string, want int, f func(fields []string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 4096), maxLine)
	no := 0
	for s.Scan() {
		no++
		fields := strings.Fields(s.Text())
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
	if err := s.Err(); err != nil {
		return fmt.Errorf("%w: %s:%d: %w", profiles.ErrInvalid, file, no+1, err)
	}
	return nil
}

// ReadRun reads a run. A document that comes twice for a query, or a score that is no number, is profiles.ErrInvalid.
func ReadRun(r io.Reader, file string) (Run, error) {
	run, seen := Run{}, map[[2]string]bool{}
	err := eachLine(r, file, 6, func(f []string) error {
		score, err := strconv.ParseFloat(f[4], 64)
		if err != nil || math.IsNaN(score) || math.IsInf(score, 0) {
			return fmt.Errorf("score %q is no number", f[4])
		}
		if key := [2]string{f[0], f[2]}; seen[key] {
			return fmt.Errorf("document %s comes twice for query %s", f[2], f[0])
		} else {
			seen[key] = true
		}
		run[f[0]] = append(run[f[0]], Ranked{f[2], score})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, ranked := range run {
		sortRanked(ranked)
	}
	return run, nil
}

// sortRanked orders as trec_eval does.
func sortRanked(rs []Ranked) {
	slices.SortFunc(rs, func(a, b Ranked) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Doc, a.Doc)) })
}

// ReadQrels reads judgements. A document that is judged twice for a query is profiles.ErrInvalid.
func ReadQrels(r io.Reader, file string) (Qrels, error) {
	q := Qrels{}
	err := eachLine(r, file, 4, func(f []string) error {
		rel, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("relevance %q is no whole number", f[3])
		}
		if q[f[0]] == nil {
			q[f[0]] = map[string]int{}
		}
		if _, twice := q[f[0]][f[2]]; twice {
			return fmt.Errorf("document %s is judged twice for query %s", f[2], f[0])
		}
		q[f[0]][f[2]] = rel
		return nil
	})
	return q, err
}

// WriteRanking writes the lines of one query, which is in order already. Ids must be without blanks. Scores that are equal are
// written as they are; the order of a run does not rest on ranks.
func WriteRanking(w io.Writer, query string, ranked []Ranked, tag string) error {
	for i, r := range ranked {
		if strings.ContainsAny(r.Doc, " \t\n\r") || strings.ContainsAny(query, " \t\n\r") {
			return fmt.Errorf("%w: id %q of query %q has blanks, which a run cannot hold", profiles.ErrInvalid, r.Doc, query)
		}
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %s %s\n", query, r.Doc, i+1, strconv.FormatFloat(r.Score, 'g', -1, 64), tag); err != nil {
			return fmt.Errorf("write run: %w", err)
		}
	}
	return nil
}
