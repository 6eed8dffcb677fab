package engine

import (
	"context"
	"fmt"
	"strings"

	"tenon/engine/phrase"
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// Records is where the engine reads records: profiles.ErrNotFound, profiles.ErrDamaged.
type Records interface {
	Candidate(ctx context.Context, key profiles.Key) (*profiles.Candidate, error)
	Role(ctx context.Context, key profiles.Key) (*profiles.Role, error)
	// Candidates and Roles call yield for every record that verifies.
	Candidates(ctx context.Context, yield func(profiles.Key, *profiles.Candidate) error) error
	Roles(ctx context.Context, yield func(profiles.Key, *profiles.Role) error) error
}

// Matcher finds the ids of all records of a kind whose text matches, with their relevance.
type Matcher interface {
	Match(ctx context.Context, org string, kind profiles.Kind, text string) (map[profiles.Key]float64, error)
}

// Engine ranks and explains. Immutable but for what its parts are; safe for concurrent use.
type Engine struct {
	Deriver *facts.Deriver
	Cities  *gazetteer.Gazetteer
	Columns *columns.Live
	Records Records
	Text    Matcher // nil: free text is refused

	// Degraded says why answers may not be whole now: see [Ranking].Degraded. Nil: they are.
	Degraded func() []string

	words *phrase.Language // in which answers are told
}

// In is the engine that tells its answers in the language of who asks.
func (e *Engine) In(ctx context.Context) *Engine {
	told := *e
	told.words = phrase.Of(ctx)
	return &told
}

// DefaultTop and DefaultLambda are what a request gets that names none.
const (
	DefaultTop    = 10
	DefaultLambda = 30
)

// Sort is what a ranking is ordered by.
type Sort string

// The sort keys. Relevance needs a Query.
const (
	SortOverall   Sort = "overall"
	SortForward   Sort = "forward"
	SortReverse   Sort = "reverse"
	SortMusts     Sort = "musts"
	SortRelevance Sort = "relevance"
)

// Request asks for a ranking: of candidates for a role, or of roles for a candidate. One of Role, Candidate, RoleRecord and
// CandidateRecord is set.
type Request struct {
	Org             string
	Role, Candidate string
	// RoleOrg and CandidateOrg are whose records those are; nil: those of Org.
	RoleOrg, CandidateOrg *string
	Roles                 Scope // what of roles is there for who asks
	RoleRecord            *profiles.Role
	CandidateRecord       *profiles.Candidate
	Top                   int // how many results; 0 gives none, with counts
	Policy                string
	Weights               map[string]int // by category: exactly that many points of 100
	Lambda                int            // 0–100
	Sort                  Sort
	Where, Query          string
	Gates                 []string // kind or kind:name; see gates
	OrderOnly             bool     // results are ids with their scores: no record is read for them, so that none is left out
	Strict, Vetoed        bool
	After                 *Position      // the page behind it; nil: the one that begins at From
	From                  int            // rank of the first result, where there is no After; 0 is 1
	Plain                 bool           // results without their contributions
	AsOf                  profiles.Month // 0: the snapshot's
	Currency              string         // of offers; "": the one in which the candidate wants to be paid
}

// side is one half of a request, resolved.
type side struct {
	id        string
	role      *profiles.Role
	candidate *profiles.Candidate
}

func (e *Engine) side(ctx context.Context, q *Request) (side, error) {
	n := 0
	for _, set := range []bool{q.Role != "", q.Candidate != "", q.RoleRecord != nil, q.CandidateRecord != nil} {
		if set {
			n++
		}
	}
	if n != 1 {
		return side{}, fmt.Errorf("%w: name one role or one candidate to rank for, not %d", profiles.ErrInvalid, n)
	}
	switch {
	case q.RoleRecord != nil:
		return side{id: q.RoleRecord.ID, role: q.RoleRecord}, nil
	case q.CandidateRecord != nil:
		return side{id: q.CandidateRecord.ID, candidate: q.CandidateRecord}, nil
	case q.Role != "":
		r, err := e.Role(ctx, q.roleKey(), q.Org, q.Roles)
		return side{id: q.Role, role: r}, err
	}
	c, err := e.Candidate(ctx, q.candidateKey(), q.Org)
	return side{id: q.Candidate, candidate: c}, err
}

// world resolves policy, weights and λ.
func (e *Engine) world(q *Request) (*plan.World, plan.Policy, error) {
	preset, err := plan.Preset(q.Policy)
	if err != nil {
		return nil, preset, err
	}
	p, err := preset.Reweigh(q.Weights)
	if err != nil {
		return nil, preset, err
	}
	if q.Lambda < 0 || q.Lambda > 100 {
		return nil, preset, fmt.Errorf("%w: lambda %d: want 0 to 100", profiles.ErrInvalid, q.Lambda)
	}
	return &plan.World{Taxonomy: e.Deriver.Taxonomy, Cities: e.Cities, Policy: p, Lambda: q.Lambda}, preset, nil
}

func (q *Request) check() error {
	if q.Top < 0 {
		return fmt.Errorf("%w: top %d: want 0 or more", profiles.ErrInvalid, q.Top)
	}
	if err := q.checkPage(); err != nil {
		return err
	}
	if len(q.Currency) != 0 && len(q.Currency) != 3 {
		return fmt.Errorf("%w: currency %q: want three letters, as EUR", profiles.ErrInvalid, q.Currency)
	}
	switch q.Sort {
	case "", SortOverall, SortForward, SortReverse, SortMusts:
	case SortRelevance:
		if q.Query == "" {
			return fmt.Errorf("%w: sort by relevance needs a query", profiles.ErrInvalid)
		}
	default:
		return fmt.Errorf("%w: sort %q: want overall, forward, reverse, musts or relevance", profiles.ErrInvalid, q.Sort)
	}
	return nil
}

// gated returns the role's facts with the requirements that the request makes gates: "degree", or "skill:PyTorch".
func (e *Engine) gated(r *facts.Role, gates []string) (*facts.Role, error) {
	if len(gates) == 0 {
		return r, nil
	}
	c := *r
	c.Requirements = append([]facts.Requirement(nil), r.Requirements...)
	for _, g := range gates {
		if err := e.gate(&c, g); err != nil {
			return nil, err
		}
	}
	return &c, nil
}

func (e *Engine) gate(r *facts.Role, gate string) error {
	word, name, named := strings.Cut(gate, ":")
	var kind profiles.RequirementKind
	if err := kind.UnmarshalText([]byte(word)); err != nil || kind == 0 {
		return fmt.Errorf("gate %q: %w", gate, err)
	}
	var no taxonomy.No
	if named {
		n, ok := e.Deriver.Taxonomy.Resolve(conceptKind(kind), strings.Trim(name, `"`))
		if !ok {
			return fmt.Errorf("%w: gate %q: no %s is called %q", profiles.ErrInvalid, gate, kind, name)
		}
		no = n
	}
	found := false
	for i := range r.Requirements {
		if q := &r.Requirements[i]; q.Kind == kind && (!named || q.No == no) {
			q.Gate, found = true, true
		}
	}
	if !found {
		return fmt.Errorf("%w: gate %q: the role does not ask for it", profiles.ErrInvalid, gate)
	}
	return nil
}
