package api

import (
	"context"
	"fmt"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// keepReport keeps what an import did. That it cannot is no fault of the import: the records are in.
func (s *server) keepReport(ctx context.Context, files []string, done intake.Report, why error) {
	if s.Reports == nil {
		return
	}
	var fault error
	if why != nil {
		fault = s.problemOf(ctx, why) // what people may read of it
	}
	if _, err := s.Reports.Keep(auth.From(ctx).Org, files, done, fault); err != nil {
		s.Log.WarnContext(ctx, "the report of an import is not kept", "id", requestID(ctx), "cause", Causes(err))
	}
}

func namesOf(files []*spooled) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.name
	}
	return out
}

type importsIn struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Reports, the newest first."`
}

func (s *server) listImports(ctx context.Context, in *importsIn) (*bodyOf[wire.Imports], error) {
	if s.Reports == nil {
		return nil, fmt.Errorf("%w: this server keeps no reports of imports", profiles.ErrUnavailable)
	}
	out := &bodyOf[wire.Imports]{wire.Imports{Imports: []wire.ImportReport{}}}
	all := s.Reports.List(auth.From(ctx).Org)
	for _, x := range all[:min(len(all), in.Limit)] {
		if auth.From(ctx).Role == auth.Auditor { // numbers: names of files and ids may say who somebody is
			x.Files, x.Fault, x.Done.Faults, x.Done.Notes = []string{}, "", nil, nil
		}
		out.Body.Imports = append(out.Body.Imports, wire.ImportReport{ID: x.ID, At: stampOf(x.At), Files: x.Files, Report: x.Done, Fault: x.Fault})
	}
	return out, nil
}
