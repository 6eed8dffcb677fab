package client_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"tenon/api/client"
	"tenon/api/wire"
	"tenon/profiles"
)

// potters are n roles, and then an error if there is one.
func potters(n int, err error) iter.Seq2[*profiles.Role, error] {
	return func(yield func(*profiles.Role, error) bool) {
		for i := range n {
			if !yield(&profiles.Role{ID: fmt.Sprint("r-potter-", i), Title: profiles.Ref{Name: "Potter"}}, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func TestRecordsStreamInAndOutAsValues(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			r, err := c.LoadRoles(ctx, potters(700, nil), "", client.Searchable)
			if err != nil || r.Accepted != 700 {
				t.Fatalf("%+v, %v", r, err)
			}
			listed, dumped := map[string]bool{}, 0
			for x, err := range c.Roles(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				listed[x.ID] = true
			}
			for x, err := range c.DumpRoles(ctx) {
				if err != nil || !listed[x.ID] {
					t.Fatalf("%+v, %v", x, err)
				}
				dumped++
			}
			if dumped != len(listed) || dumped < 700 {
				t.Errorf("%d streamed, %d listed", dumped, len(listed))
			}
			for range c.DumpCandidates(ctx) { // one is enough
				break
			}
			// What goes wrong on this side is told, and ends the stream.
			mine := errors.New("no more clay")
			if _, err := c.LoadRoles(ctx, potters(3, mine), "", false); !errors.Is(err, mine) {
				t.Errorf("%v", err)
			}
			ended, stop := context.WithCancel(ctx)
			stop()
			if _, err := c.LoadRoles(ended, potters(1_000_000, nil), "", false); !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
			in, err := c.ImportFiles(ctx, []client.File{{Name: "cv.txt", Content: strings.NewReader("Experience\nMar 2021 – Present\nData Engineer, Acme GmbH\n")},
				{Name: "table.csv", Content: strings.NewReader("id,headline,Stack\nt-1,Weaver,SQL\n")}}, client.Upload{Kind: profiles.KindCandidate, Columns: "Stack=skills", Show: true})
			if err != nil || in.Report.Files != 2 || in.Report.Accepted != 2 || len(in.Records) != 2 {
				t.Errorf("%+v, %v", in, err)
			}
			if reports, err := c.Imports(ctx, 1); err != nil || len(reports) != 1 || len(reports[0].Files) != 2 {
				t.Errorf("%+v, %v", reports, err)
			}
		})
	}
}

func TestARankingAndASearchAreGoneThroughPageByPage(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			top, n, last := 7, 0, int32(1_000_000)
			seen := map[string]bool{}
			for x, err := range c.Ranked(t.Context(), wire.RankRequest{Sides: wire.Sides{Role: "r-ref-mlops-berlin"}, Top: &top}) {
				if err != nil || x.Overall > last || seen[x.ID] {
					t.Fatalf("%+v behind %d, %v", x, last, err)
				}
				seen[x.ID], last = true, x.Overall
				if n++; n == 30 {
					break
				}
			}
			if n != 30 {
				t.Errorf("%d results", n)
			}
			page, err := c.Search(t.Context(), client.Search{Text: "engineer", Limit: 3})
			if err != nil {
				t.Fatal(err)
			}
			found := map[string]bool{}
			for h, err := range c.Hits(t.Context(), client.Search{Text: "engineer", Limit: 3}) {
				if err != nil || found[h.ID] {
					t.Fatalf("%+v, %v", h, err)
				}
				found[h.ID] = true
			}
			if len(found) != page.Total {
				t.Errorf("%d hits of %d", len(found), page.Total)
			}
		})
	}
}

func TestWhatIsRefusedHasACodeAndTheFieldsAtFault(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			lambda := 101
			_, err := c.Rank(t.Context(), wire.RankRequest{Sides: wire.Sides{Role: "r-001"}, Weighing: wire.Weighing{Lambda: &lambda}})
			if fs := client.Fields(err); client.Code(err) != wire.CodeInvalid || len(fs) != 1 || fs[0].Path != "lambda" {
				t.Errorf("%v: %v", err, fs)
			}
			if _, _, err := c.Role(t.Context(), "none"); client.Code(err) != wire.CodeNotFound || client.Fields(err) != nil {
				t.Errorf("%v", err)
			}
			if client.Code(errors.New("x")) != "" || client.Fields(nil) != nil {
				t.Error("a code of something else")
			}
		})
	}
}
