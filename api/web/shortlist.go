package web

import (
	"cmp"
	"net/http"
	"slices"

	"tenon/api/wire"
	"tenon/profiles"
)

// shortlistView is who stands where in the hiring for a role; without a role, how many there are for each.
type shortlistView struct {
	ID     string
	Title  string
	Groups []reviewGroup
	Roles  []countedRole
}

// reviewGroup are those of whom the same was decided; of "" nothing was.
type reviewGroup struct {
	Verdict string
	Rows    []reviewRow
}

type reviewRow struct {
	*profiles.Review
	Who      whose
	Headline string
	Href     string // of the explanation
	Last     *profiles.Note
}

type countedRole struct {
	wire.ReviewCount
	Title    string
	Employer string
}

// maxShortlist is how many a page shows: a list that is longer is not short.
const maxShortlist = 1000

var shortlistPage = page("shortlist.html")

func (p *Pages) shortlist(w http.ResponseWriter, r *http.Request) {
	d := shortlistView{ID: r.URL.Query().Get("role")}
	err := error(nil)
	if d.ID == "" {
		err = p.countedRoles(r, &d)
	} else {
		err = p.groups(r, &d)
	}
	if err != nil {
		p.failed(w, r, err)
		return
	}
	p.render(w, r, http.StatusOK, shortlistPage, "", "shortlist.title", &d)
}

// countedRoles are the roles that have reviews, with their numbers.
func (p *Pages) countedRoles(r *http.Request, d *shortlistView) error {
	var counts wire.ReviewCounts
	if err := p.ask(r, http.MethodGet, "/v1/reviews/counts", nil, &counts); err != nil {
		return err
	}
	var ids []whose
	for _, c := range counts.Roles[:min(len(counts.Roles), maxShortlist)] {
		ids = append(ids, whose{Kind: profiles.KindRole, ID: c.Role})
	}
	roles, err := p.rolesOf(r, ids)
	for i, id := range ids {
		x := countedRole{ReviewCount: counts.Roles[i], Title: id.ID}
		if role := roles[id.ID]; role != nil {
			x.Title, x.Employer = role.Title.Name, role.Employer.Name
		}
		d.Roles = append(d.Roles, x)
	}
	return err
}

// groups are the reviews of the role by what was decided.
func (p *Pages) groups(r *http.Request, d *shortlistView) error {
	var role profiles.Role
	if err := p.ask(r, http.MethodGet, record(profiles.KindRole, d.ID), nil, &role); err != nil {
		return err
	}
	d.Title = role.Title.Name
	reviews, err := p.reviewsOfRole(r, d.ID)
	if err != nil {
		return err
	}
	var ids []whose
	for _, x := range reviews {
		ids = append(ids, reviewed(x))
	}
	candidates, err := p.candidatesOf(r, ids)
	if err != nil {
		return err
	}
	by := map[string][]reviewRow{}
	for _, x := range reviews {
		row := reviewRow{Review: x, Who: reviewed(x), Headline: x.Candidate}
		row.Href = pairHref(whose{Kind: profiles.KindRole, ID: d.ID}, row.Who)
		if c := candidates[row.Who.Key()]; c != nil {
			row.Headline = called(c)
		}
		if n := len(x.Notes); n > 0 {
			row.Last = &x.Notes[n-1]
		}
		verdict := ""
		if v := x.Decided(); v != nil {
			verdict = v.Verdict.String()
		}
		by[verdict] = append(by[verdict], row)
	}
	for _, v := range append([]profiles.Verdict{0}, profiles.Verdicts()...) {
		if rows := by[v.String()]; len(rows) > 0 {
			slices.SortFunc(rows, func(a, b reviewRow) int {
				return cmp.Or(cmp.Compare(a.Headline, b.Headline), cmp.Compare(a.Candidate, b.Candidate))
			})
			d.Groups = append(d.Groups, reviewGroup{v.String(), rows})
		}
	}
	return nil
}

// reviewsOfRole reads the reviews of a role that a page shows.
func (p *Pages) reviewsOfRole(r *http.Request, role string) (out []*profiles.Review, err error) {
	err = p.eachReview(r, role, func(x *profiles.Review) bool {
		out = append(out, x)
		return len(out) < maxShortlist
	})
	return out, err
}

// eachReview goes through the reviews of a role until it is told that this is enough.
func (p *Pages) eachReview(r *http.Request, role string, yield func(*profiles.Review) bool) error {
	c, err := p.client(r, p.sign(r))
	if err != nil {
		return err
	}
	for x, err := range c.Reviews(r.Context(), role) {
		if err != nil {
			return err
		}
		if !yield(x) {
			break
		}
	}
	return nil
}
