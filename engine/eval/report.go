package eval

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Report is how good a run is.
type Report struct {
	Queries    int                `json:"queries"`    // with a relevant document: those of the means
	Missing    int                `json:"missing"`    // of them those that the run leaves out
	Ignored    int                `json:"ignored"`    // queries of the run without a relevant document
	AUCQueries int                `json:"aucQueries"` // of Queries those with a value of auc, on which its mean rests
	Mean       map[string]float64 `json:"mean"`
	Of         []QueryReport      `json:"perQuery,omitempty"`
}

// QueryReport holds the values of one query; a metric that it has no value of is not there.
type QueryReport struct {
	Query  string             `json:"query"`
	Values map[string]float64 `json:"values"`
}

// Score measures a run. Without a query that has a relevant document the means are empty.
func Score(run Run, qrels Qrels) *Report {
	s := newScorer(qrels)
	for query, ranked := range run {
		s.add(query, ranked)
	}
	return s.report()
}

// ScoreFile is [Score] of a run that is read, with one ranking held at a time where the lines of each query stand together, as
// [WriteRanking] leaves them. Of a run in another order, or one that cannot be read twice, all rankings are held.
func ScoreFile(run io.ReadSeeker, file string, qrels Qrels) (*Report, error) {
	start, err := run.Seek(0, io.SeekCurrent)
	if err != nil {
		return scoreWhole(run, file, qrels) // a pipe
	}
	s := newScorer(qrels)
	err = stream(run, file, s.add)
	if errors.Is(err, errScattered) {
		if _, err := run.Seek(start, io.SeekStart); err != nil {
			return nil, fmt.Errorf("read %s again: %w", file, err)
		}
		return scoreWhole(run, file, qrels)
	}
	if err != nil {
		return nil, err
	}
	return s.report(), nil
}

func scoreWhole(r io.Reader, file string, qrels Qrels) (*Report, error) {
	run, err := ReadRun(r, file)
	if err != nil {
		return nil, err
	}
	return Score(run, qrels), nil
}

// scorer keeps of each judged query its values, and of the others their number.
type scorer struct {
	relevant map[string]int // queries that have a relevant document, with how many
	qrels    Qrels
	values   map[string]map[string]float64
	ignored  int
}

func newScorer(qrels Qrels) *scorer {
	s := &scorer{relevant: map[string]int{}, qrels: qrels, values: map[string]map[string]float64{}}
	for query, judged := range qrels {
		for _, rel := range judged {
			if rel > 0 {
				s.relevant[query]++
			}
		}
	}
	return s
}

// add measures one ranking, in order; an empty one is as one left out.
func (s *scorer) add(query string, ranked []Ranked) {
	switch {
	case len(ranked) == 0:
	case s.relevant[query] == 0:
		s.ignored++
	default:
		s.values[query] = s.measure(query, ranked)
	}
}

func (s *scorer) measure(id string, ranked []Ranked) map[string]float64 {
	q := query{ranked: ranked, rel: s.qrels[id], relevant: s.relevant[id]}
	values := make(map[string]float64, len(metrics))
	for _, m := range metrics {
		if v, ok := m.of(&q); ok {
			values[m.name] = v
		}
	}
	return values
}

// report sums in the order of query ids, whatever the order of the run was.
func (s *scorer) report() *Report {
	r := &Report{Queries: len(s.relevant), Ignored: s.ignored, Mean: map[string]float64{}}
	sums, counts := make([]float64, len(metrics)), make([]int, len(metrics))
	for _, id := range slices.Sorted(maps.Keys(s.relevant)) {
		values, ok := s.values[id]
		if !ok {
			r.Missing++
			values = s.measure(id, nil)
		}
		for i, m := range metrics {
			if v, ok := values[m.name]; ok {
				sums[i] += v
				counts[i]++
			}
		}
		r.Of = append(r.Of, QueryReport{id, values})
	}
	for i, m := range metrics {
		if counts[i] > 0 {
			r.Mean[m.name] = sums[i] / float64(counts[i])
		}
		if m.name == aucName {
			r.AUCQueries = counts[i]
		}
	}
	return r
}
