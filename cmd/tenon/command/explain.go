package command

import "tenon/profiles"

type explainCmd struct {
	Data      string `required:"" placeholder:"DIR" help:"Data directory."`
	Role      string `required:"" placeholder:"ID" help:"The role."`
	Candidate string `required:"" placeholder:"ID" help:"The candidate."`
	telling   `embed:""`
	weighing  `embed:""`
}

// telling says to whom an answer is told.
type telling struct {
	For string `default:"candidate" enum:"candidate,employer" help:"Tell it to the candidate or to the employer."`
}

func (c *explainCmd) Run(e *env) (err error) {
	q, _, err := c.request(e)
	if err != nil {
		return err
	}
	q.Role, q.Candidate = c.Role, c.Candidate
	now, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, now)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	r, err := a.Engine.Explain(e.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(r)
	}
	p := newPrinter(e.Out)
	p.explanation(r)
	p.reasons(&r.Results[0], c.For)
	return nil
}

type scoreCmd struct {
	Role      string `required:"" placeholder:"F" help:"File with a role."`
	Candidate string `required:"" placeholder:"F" help:"File with a candidate."`
	Explain   bool   `help:"Show how the score adds up."`
	telling   `embed:""`
	weighing  `embed:""`
}

func (c *scoreCmd) Run(e *env) error {
	q, asOf, err := c.request(e)
	if err != nil {
		return err
	}
	q.AsOf = asOf
	ref := e.reference()
	if err := e.inline(ref, c.Role, asOf, &q, profiles.KindRole); err != nil {
		return err
	}
	if err := e.inline(ref, c.Candidate, asOf, &q, profiles.KindCandidate); err != nil {
		return err
	}
	r, err := ref.Engine(asOf).Score(q)
	if err != nil {
		return err
	}
	p := newPrinter(e.Out)
	switch {
	case c.JSON:
		return e.json(r)
	case c.Explain:
		p.explanation(r)
		p.reasons(&r.Results[0], c.For)
	default:
		p.ranking(r)
	}
	return nil
}
