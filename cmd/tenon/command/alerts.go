package command

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/profiles"
)

type alertsCmd struct {
	Lists  alertsListsCmd  `cmd:"" default:"withargs" help:"List who entered, left or moved in kept lists."`
	Add    alertsAddCmd    `cmd:"" help:"Keep a standing search: what is to be told of from now on."`
	List   alertsListCmd   `cmd:"" help:"List the standing searches."`
	Show   alertsShowCmd   `cmd:"" help:"Show what a standing search matches now."`
	Remove alertsRemoveCmd `cmd:"" help:"End a standing search."`
	Events alertsEventsCmd `cmd:"" help:"List what standing searches came to match, or match no more."`
}

type alertsListsCmd struct {
	Data  string `required:"" placeholder:"DIR" help:"Data directory."`
	Since int64  `placeholder:"N" help:"Only events behind this number."`
	Limit int    `default:"1000" help:"How many events at most; the answer says where to go on."`
	JSON  bool   `name:"json" help:"Print JSON."`
}

func (c *alertsListsCmd) Run(e *env) (err error) {
	if c.Limit < 0 {
		return fmt.Errorf("%w: --limit %d: want 0 or more", errUsage, c.Limit)
	}
	k, err := app.OpenKept(c.Data)
	if err != nil {
		return err
	}
	defer closing(&err, k)
	made, err := k.Made(e.ctx)
	if err != nil {
		return err
	}
	events, err := k.Events(e.ctx, c.Since, c.Limit)
	if err != nil {
		return err
	}
	next := c.Since
	if len(events) > 0 {
		next = events[len(events)-1].Number
	}
	if c.JSON {
		return e.json(struct {
			Events     []batch.Event `json:"events"`
			Next       int64         `json:"next"`
			Generation int           `json:"generation"`
			Seq        profiles.Seq  `json:"seq"`
		}{events, next, made.Generation, made.Seq})
	}
	st := newStyle(e.Out)
	for i := range events {
		x := &events[i]
		fmt.Fprintf(e.Out, "%8d  %-9s %-16s %-7s %4s → %-4s %s\n", x.Number, x.List, x.ID, x.Event, rank(x.From), rank(x.To), x.Match)
	}
	fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("%d events; later ones: tenon alerts --data %s --since %d", len(events), c.Data, next)))
	return nil
}

// withAlerts opens the standing searches of a directory, as they were when they were last judged.
func (e *env) withAlerts(dir string, f func(*app.Alerts) error) (err error) {
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(dir, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	x, err := a.Alerts()
	if err != nil {
		return err
	}
	defer closing(&err, x)
	return f(x)
}

type alertsAddCmd struct {
	ID        string   `arg:"" help:"Name of the search; one that is there is replaced."`
	Data      string   `required:"" placeholder:"DIR" help:"Data directory."`
	Candidate string   `xor:"for" placeholder:"ID" help:"Look for roles, scored for this candidate."`
	Role      string   `xor:"for" placeholder:"ID" help:"Look for candidates, scored for this role."`
	For       string   `xor:"for" placeholder:"KIND" help:"Look for roles or candidates by conditions alone: role or candidate."`
	Above     string   `placeholder:"SCORE" help:"The least overall score, 0 to 100, as 80 or 72.5."`
	Where     string   `placeholder:"EXPR" help:"Only those, as '(city within 30km of Berlin or mode = remote) and pay >= 70000 EUR'."`
	Policy    string   `placeholder:"NAME" help:"skills-first (default), balanced or degree-first."`
	Weight    []string `placeholder:"CATEGORY=N" help:"Give a category exactly N points of 100."`
	Lambda    *int     `placeholder:"N" help:"How much what the candidate wants counts, 0 to 100; default: 30."`
	Name      string   `placeholder:"TEXT" help:"What to call it, for people."`
	JSON      bool     `name:"json" help:"Print JSON."`
}

func (c *alertsAddCmd) Run(e *env) error {
	s, err := c.search()
	if err != nil {
		return err
	}
	return e.withAlerts(c.Data, func(x *app.Alerts) error {
		st, err := x.Add(e.ctx, "", s)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(st)
		}
		style := newStyle(e.Out)
		fmt.Fprintf(e.Out, "%s  %s  %s\n", style.good.Render("✓"), style.bold.Render(st.ID), asked(&st.Search))
		fmt.Fprintf(e.Out, "   %s match now, and are known; what changes is told by: tenon alerts events --data %s\n", thousands(int64(st.Matches)), c.Data)
		return nil
	})
}

func (c *alertsAddCmd) search() (*profiles.Search, error) {
	s := &profiles.Search{ID: c.ID, Name: c.Name, For: profiles.KindRole, Candidate: c.Candidate, Role: c.Role, Where: c.Where, Policy: c.Policy, Lambda: c.Lambda}
	var err error
	if s.Weights, err = weights(c.Weight); err != nil {
		return nil, err
	}
	switch {
	case c.Role != "":
		s.For = profiles.KindCandidate
	case c.For != "":
		if err := s.For.UnmarshalText([]byte(c.For)); err != nil {
			return nil, fmt.Errorf("--for: %w", err)
		}
	case c.Candidate == "":
		return nil, fmt.Errorf("%w: want --candidate, --role or --for", errUsage)
	}
	if c.Above != "" {
		v, err := strconv.ParseFloat(c.Above, 64)
		if err != nil || !(v >= 0 && v <= 100) {
			return nil, fmt.Errorf("%w: --above %s: want 0 to 100", errUsage, c.Above)
		}
		s.Above = int32(math.Round(v * 10_000))
	}
	return s, nil
}

// asked says in words what a search looks for.
func asked(s *profiles.Search) string {
	out := []string{s.For.String() + "s"}
	if s.Candidate != "" {
		out = append(out, "for candidate "+s.Candidate)
	}
	if s.Role != "" {
		out = append(out, "for role "+s.Role)
	}
	if s.Above > 0 {
		out = append(out, "from "+score(s.Above)+" on")
	}
	if s.Where != "" {
		out = append(out, "where "+s.Where)
	}
	return strings.Join(out, " ")
}

type alertsListCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (c *alertsListCmd) Run(e *env) error {
	return e.withAlerts(c.Data, func(x *app.Alerts) error {
		if _, err := x.CatchUp(e.ctx); err != nil {
			return err
		}
		all, err := x.List(e.ctx, "")
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(map[string]any{"searches": all})
		}
		st := newStyle(e.Out)
		for i := range all {
			s := &all[i]
			fmt.Fprintf(e.Out, "%s %8s  %s\n", st.bold.Render(cut(s.ID, 20)), thousands(int64(s.Matches)), asked(&s.Search))
			if s.Name != "" {
				fmt.Fprintf(e.Out, "%31s%s\n", "", st.dim.Render(s.Name))
			}
			if s.Fault != "" {
				fmt.Fprintf(e.Out, "%31s%s\n", "", st.bad.Render("matches nothing: "+s.Fault))
			}
		}
		fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("%d standing searches, with what they match now", len(all))))
		return nil
	})
}

type alertsShowCmd struct {
	ID    string `arg:"" help:"Name of the search."`
	Data  string `required:"" placeholder:"DIR" help:"Data directory."`
	Limit int    `default:"20" help:"How many matches at most."`
	JSON  bool   `name:"json" help:"Print JSON."`
}

func (c *alertsShowCmd) Run(e *env) error {
	return e.withAlerts(c.Data, func(x *app.Alerts) error {
		if _, err := x.CatchUp(e.ctx); err != nil {
			return err
		}
		s, err := x.Status(e.ctx, "", c.ID)
		if err != nil {
			return err
		}
		ms, n, err := x.Matches(e.ctx, "", c.ID, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(struct {
				standing.Status
				Found []standing.Match `json:"found"`
			}{s, ms})
		}
		st := newStyle(e.Out)
		fmt.Fprintf(e.Out, "%s  %s\n", st.bold.Render(s.ID), asked(&s.Search))
		if s.Fault != "" {
			fmt.Fprintln(e.Out, st.bad.Render("matches nothing: "+s.Fault))
		}
		for _, m := range ms {
			overall := strings.Repeat(" ", 7)
			if s.Candidate+s.Role != "" {
				overall = fmt.Sprintf("%7s  %s", score(m.Overall), st.good.Render(bar(m.Overall, 1_000_000, barCells)))
			}
			fmt.Fprintf(e.Out, "  %s  %s\n", overall, m.ID)
		}
		fmt.Fprintln(e.Out, st.dim.Render(fmt.Sprintf("%d of %d matches; kept since change %d", len(ms), n, s.Created)))
		return nil
	})
}

type alertsRemoveCmd struct {
	ID   string `arg:"" help:"Name of the search."`
	Data string `required:"" placeholder:"DIR" help:"Data directory."`
}

func (c *alertsRemoveCmd) Run(e *env) error {
	return e.withAlerts(c.Data, func(x *app.Alerts) error {
		if err := x.Remove(e.ctx, "", c.ID); err != nil {
			return err
		}
		fmt.Fprintf(e.Out, "%s  search %s has ended\n", newStyle(e.Out).good.Render("✓"), c.ID)
		return nil
	})
}

type alertsEventsCmd struct {
	Data   string `required:"" placeholder:"DIR" help:"Data directory."`
	Since  int64  `placeholder:"N" help:"Only events behind this number."`
	Search string `placeholder:"ID" help:"Only events of this search."`
	Limit  int    `default:"1000" help:"How many events at most; the answer says where to go on."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

func (c *alertsEventsCmd) Run(e *env) error {
	if c.Limit < 0 {
		return fmt.Errorf("%w: --limit %d: want 0 or more", errUsage, c.Limit)
	}
	return e.withAlerts(c.Data, func(x *app.Alerts) error {
		rep, err := x.CatchUp(e.ctx)
		if err != nil {
			return err
		}
		events, err := x.Events(e.ctx, "", c.Since, c.Limit)
		if err != nil {
			return err
		}
		next, shown := max(c.Since, 0), []standing.Event{}
		for _, x := range events {
			next = x.Number
			if c.Search == "" || x.Search == c.Search {
				shown = append(shown, x)
			}
		}
		if c.JSON {
			return e.json(struct {
				Events []standing.Event `json:"events"`
				Next   int64            `json:"next"`
				Seq    profiles.Seq     `json:"seq"`
			}{shown, next, rep.Seq})
		}
		e.printAlerts(shown)
		fmt.Fprintln(e.Out, newStyle(e.Out).dim.Render(fmt.Sprintf("%d events; later ones: tenon alerts events --data %s --since %d", len(shown), c.Data, next)))
		return nil
	})
}

func (e *env) printAlerts(events []standing.Event) {
	st := newStyle(e.Out)
	because := map[string]string{standing.CauseRecord: "", standing.CauseSubject: "whom it is for has changed", standing.CauseWorld: "the month or the data of reference has changed"}
	for i := range events {
		x := &events[i]
		mark, overall := st.good.Render("+"), "      –"
		if x.Event == standing.Unmatched {
			mark = st.bad.Render("−")
		}
		if x.Overall > 0 {
			overall = fmt.Sprintf("%7s", score(x.Overall))
		}
		fmt.Fprintf(e.Out, "%8d  %s %s  %-9s %s %s  %s\n", x.Number, mark, cut(x.Search, 18), x.For, cut(x.ID, 18), overall, st.dim.Render(because[x.Cause]))
	}
}
