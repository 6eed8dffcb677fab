package follow

import (
	"context"

	"tenon/index"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// TextSink feeds full text.
type TextSink struct {
	Text     index.Text
	Taxonomy *taxonomy.Taxonomy
}

// Apply implements Sink.
func (s TextSink) Apply(ctx context.Context, us []Update, since, seq profiles.Seq) error {
	ops := make([]index.Op, len(us))
	for i, u := range us {
		ops[i].Key = u.Key
		switch {
		case u.Candidate != nil:
			ops[i].Doc = index.CandidateDoc(u.Candidate, s.Taxonomy, skills(u.Facts))
		case u.Role != nil:
			ops[i].Doc = index.RoleDoc(u.Role, s.Taxonomy)
		}
	}
	if t, ok := s.Text.(index.Stepper); ok {
		return t.Step(ctx, ops, since, seq)
	}
	return s.Text.Apply(ctx, ops, seq)
}

// skills are the skills that scoring sees; nil where the facts are not made.
func skills(f *facts.Candidate) []taxonomy.No {
	if f == nil {
		return nil
	}
	out := make([]taxonomy.No, len(f.Skills))
	for i, s := range f.Skills {
		out[i] = s.No
	}
	return out
}

// Seq implements Sink.
func (s TextSink) Seq(ctx context.Context) (profiles.Seq, error) { return s.Text.Seq(ctx) }

// ColumnSink feeds the columns.
type ColumnSink struct{ Live *columns.Live }

// Apply implements Sink.
func (s ColumnSink) Apply(_ context.Context, us []Update, since, seq profiles.Seq) error {
	return s.Live.Step(us, since, seq)
}

// Seq implements Sink.
func (s ColumnSink) Seq(context.Context) (profiles.Seq, error) { return s.Live.Snapshot().Seq, nil }
