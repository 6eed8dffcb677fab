package api

import (
	"context"
	"maps"
	"strings"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

type searchIn struct {
	Kind     string       `query:"kind" enum:"role,candidate" default:"role" doc:"What is searched."`
	Q        string       `query:"q" maxLength:"4096" doc:"Words that all have to be there; \"a phrase\"; -without. A skill is found by any of its names."`
	Limit    int          `query:"limit" minimum:"0" maximum:"200" default:"10" doc:"Hits a page."`
	Cursor   string       `query:"cursor" maxLength:"1024" doc:"next of the page before."`
	City     string       `query:"city" maxLength:"200" doc:"Only those of which this is counted as the city. Facets have the values."`
	Country  string       `query:"country" maxLength:"2" doc:"Likewise the country." example:"DE"`
	Industry string       `query:"industry" maxLength:"200" doc:"Likewise the industry."`
	Employer string       `query:"employer" maxLength:"1000" doc:"Likewise the employer."`
	Level    string       `query:"level" enum:"intern,junior,mid,senior,staff,principal,lead,director" doc:"Likewise the seniority."`
	Mode     string       `query:"mode" enum:"remote,hybrid,on-site" doc:"Likewise one of the work modes."`
	Facets   bool         `query:"facets" default:"true" doc:"Count the values of skills, cities, employers and others over all hits."`
	MinSeq   profiles.Seq `query:"minSeq" doc:"Wait until changes up to this number count."`
}

func (s *server) search(ctx context.Context, in *searchIn) (*bodyOf[wire.Found], error) {
	q := index.Query{Org: auth.From(ctx).Org, Text: in.Q, Limit: in.Limit, Facets: in.Facets, Has: in.has()}
	if err := q.Kind.UnmarshalText([]byte(in.Kind)); err != nil {
		return nil, err
	}
	if err := ownKind(ctx, q.Kind); err != nil {
		return nil, err
	}
	if in := scope(ctx); q.Kind == profiles.KindRole {
		if q.Own = in.Own; in.Open {
			q.Open = s.Engine.Columns.Snapshot().AsOf
		}
	}
	if err := readCursor(in.Cursor, &q.Offset); err != nil {
		return nil, err
	}
	if q.Offset < 0 || q.Offset > index.MaxHits-in.Limit {
		return nil, profiles.FieldErrors{{Path: "cursor", Msg: "the page lies too deep: narrow the search"}}
	}
	if err := s.await(ctx, in.MinSeq); err != nil {
		return nil, err
	}
	r, err := s.Text.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &bodyOf[wire.Found]{wire.Found{Result: *r, Seq: s.Follower.Reached()}}
	if end := q.Offset + len(r.Hits); len(r.Hits) > 0 && end < min(r.Total, index.MaxHits) {
		out.Body.Next, err = cursor(end)
	}
	return out, err
}

// has are the values of facets that are asked for.
func (in *searchIn) has() map[string]string {
	out := map[string]string{"city": in.City, "country": in.Country, "industry": in.Industry, "employer": in.Employer, "level": in.Level, "modes": in.Mode}
	maps.DeleteFunc(out, func(_, v string) bool { return v == "" })
	return out
}

type suggestIn struct {
	Kind  string `query:"kind" enum:"skill,title,place,industry,value" required:"true" doc:"What is being typed."`
	Q     string `query:"q" maxLength:"200" doc:"What is typed so far."`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10"`
}

func (s *server) suggest(_ context.Context, in *suggestIn) (*bodyOf[wire.Suggestions], error) {
	out := &bodyOf[wire.Suggestions]{wire.Suggestions{Suggestions: []wire.Suggestion{}}}
	add := func(x wire.Suggestion) { out.Body.Suggestions = append(out.Body.Suggestions, x) }
	if in.Kind == "place" {
		for _, c := range s.Cities.Suggest(in.Q, in.Limit) {
			add(wire.Suggestion{Label: c.Name, Geo: c.ID, Region: c.Region, Country: c.Country})
		}
		return out, nil
	}
	kind := map[string]taxonomy.Kind{"skill": taxonomy.Skill, "title": taxonomy.Title, "industry": taxonomy.Industry, "value": taxonomy.Value}[in.Kind]
	for _, no := range s.Taxonomy.Suggest(kind, strings.TrimSpace(in.Q), in.Limit) {
		c := s.Taxonomy.Concept(no)
		add(wire.Suggestion{Label: c.Label, Concept: c.ID})
	}
	return out, nil
}
