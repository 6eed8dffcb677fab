package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/client"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles"
	"tenon/profiles/identity"
)

// clients are one over a socket and one in process, over a store of their own each.
func clients(t *testing.T) map[string]*client.Client {
	t.Helper()
	out := map[string]*client.Client{}
	a, k := apptest.Open(t)
	srv := httptest.NewServer(apptest.API(t, a, k, api.Options{}))
	t.Cleanup(srv.Close)
	b, l := apptest.Open(t)
	for name, c := range map[string]struct {
		url string
		o   client.Options
	}{"socket": {srv.URL, client.Options{}}, "in process": {"http://localhost", client.Options{Transport: client.InProcess(apptest.API(t, b, l, api.Options{}))}}} {
		x, err := client.New(c.url, c.o)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = x
	}
	return out
}

func code(err error) string {
	var p *wire.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

func TestACandidateFromCreationToDeletion(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			x, w, err := c.CreateCandidate(ctx, &profiles.Candidate{Headline: "Weaver of jacquards", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "SQL"}, Level: 4}}}, client.Searchable)
			if err != nil || x.ID == "" || w.Revision == "" || w.Seq == 0 || !w.Searchable {
				t.Fatalf("%+v %+v, %v", x, w, err)
			}
			found, err := c.Search(ctx, client.Search{Kind: profiles.KindCandidate, Text: "jacquards"})
			if err != nil || found.Total != 1 || found.Hits[0].ID != x.ID {
				t.Errorf("%+v, %v", found, err)
			}
			got, revision, err := c.Candidate(ctx, x.ID)
			if err != nil || revision != w.Revision || got.Headline != x.Headline {
				t.Errorf("%+v at %s, %v", got, revision, err)
			}
			got.Headline = "Weaver"
			if _, err := c.ReplaceCandidate(ctx, got, revision, false); err != nil {
				t.Error(err)
			}
			if _, err := c.ReplaceCandidate(ctx, got, revision, false); code(err) != wire.CodePrecondition {
				t.Errorf("twice at one revision: %v", err)
			}
			if _, err := c.Correct(ctx, profiles.KindCandidate, x.ID, []profiles.Operation{{Op: "replace", Path: "/headline", Value: []byte(`"Potter"`)}}, false); err != nil {
				t.Error(err)
			}
			if _, err := c.ReplaceIdentity(ctx, &identity.Identity{ID: x.ID, Name: "Jana Wolff"}, ""); err != nil {
				t.Error(err)
			}
			if id, _, err := c.Identity(ctx, x.ID, "placement"); err != nil || id.Name != "Jana Wolff" {
				t.Errorf("%+v, %v", id, err)
			}
			if err := c.Delete(ctx, profiles.KindCandidate, x.ID, "", client.Searchable); err != nil {
				t.Error(err)
			}
			if _, _, err := c.Identity(ctx, x.ID, "placement"); code(err) != wire.CodeNotFound {
				t.Errorf("of one who is deleted: %v", err)
			}
		})
	}
}

func TestQuestions(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			ctx, top := t.Context(), 4
			q := wire.RankRequest{Sides: wire.Sides{Role: "r-ref-mlops-berlin"}, Top: &top}
			first, err := c.Rank(ctx, q)
			if err != nil || len(first.Results) != 4 || first.Next == "" || first.Results[0].Contributions[0].Points == 0 {
				t.Fatalf("%+v, %v", first, err)
			}
			q.Cursor = first.Next
			second, err := c.Rank(ctx, q)
			if err != nil || len(second.Results) != 4 || second.Results[0].ID == first.Results[3].ID || second.Results[0].Overall > first.Results[3].Overall {
				t.Errorf("%+v, %v", second, err)
			}
			why, err := c.Explain(ctx, wire.ExplainRequest{Role: "r-ref-mlops-berlin", Candidate: first.Results[0].ID})
			if err != nil || why.Results[0].Overall != first.Results[0].Overall {
				t.Errorf("%+v, %v", why, err)
			}
			if _, err := c.Score(ctx, wire.ScoreRequest{Role: wire.Document(`{"title":{"name":"Data Engineer"}}`), Candidate: wire.Document(`{"skills":[{"name":"SQL"}]}`)}); err != nil {
				t.Error(err)
			}
			if ps, err := c.Policies(ctx); err != nil || len(ps) < 3 {
				t.Errorf("%v, %v", ps, err)
			}
			if s, err := c.Suggest(ctx, client.Places, "berl", 3); err != nil || s[0].Label != "Berlin" {
				t.Errorf("%v, %v", s, err)
			}
			n := 0
			for r, err := range c.Roles(ctx) {
				if err != nil || r.ID == "" {
					t.Fatal(err)
				}
				n++
			}
			if n < 20 {
				t.Errorf("%d roles", n)
			}
			if cs, err := c.Changes(ctx, 3, 0, 5); err != nil || cs.Next != 8 {
				t.Errorf("%+v, %v", cs, err)
			}
		})
	}
}

func TestFilesInAndOut(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			in, err := c.Import(ctx, strings.NewReader("Experience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n\nSkills\nPython, SQL\n"), client.Upload{Name: "cv.txt", Show: true, Wait: true})
			if err != nil || in.Report.Accepted != 1 || len(in.Records) != 1 || len(in.Records[0].Facts) == 0 {
				t.Fatalf("%+v, %v", in, err)
			}
			r, err := c.Load(ctx, profiles.KindRole, strings.NewReader(`{"id":"r-new","title":{"name":"Potter"}}`+"\n"+`{"id":"r-bad","titel":1}`+"\n"), "", client.Searchable)
			if err != nil || r.Accepted != 1 || r.Rejected != 1 {
				t.Errorf("%+v, %v", r, err)
			}
			out, err := c.Dump(ctx, profiles.KindRole, "tenon")
			if err != nil {
				t.Fatal(err)
			}
			all, err := io.ReadAll(out)
			if err != nil || !strings.Contains(string(all), `"r-new"`) || strings.Count(string(all), "\n") < 20 {
				t.Errorf("%d bytes, %v", len(all), err)
			}
		})
	}
}

func TestARunIsFollowedToItsEnd(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			x, err := c.StartRescore(t.Context(), wire.RescoreRequest{Top: 5})
			if err != nil {
				t.Fatal(err)
			}
			end, err := c.WatchRescore(t.Context(), x.ID, nil)
			if err != nil || end.State != wire.JobDone || end.Report.Lists == 0 {
				t.Fatalf("%+v, %v", end, err)
			}
			es, err := c.Events(t.Context(), 0, 10)
			if err != nil || len(es.Events) != end.Report.Events || es.Next != int64(end.Report.Events) {
				t.Errorf("%+v, %v", es, err)
			}
		})
	}
}

func TestRequestsThatMayBeAreMadeAgain(t *testing.T) {
	var asked atomic.Int32
	busy := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) < 3 {
			w.Header().Set("Content-Type", wire.ProblemType)
			w.WriteHeader(503)
			_, _ = io.WriteString(w, `{"status":503,"code":"busy"}`)
			return
		}
		_, _ = io.WriteString(w, `{"policies":[{"name":"x"}]}`)
	})
	c, err := client.New("http://localhost", client.Options{Transport: client.InProcess(busy)})
	if err != nil {
		t.Fatal(err)
	}
	if ps, err := c.Policies(t.Context()); err != nil || len(ps) != 1 || asked.Load() != 3 {
		t.Errorf("%v, %v after %d", ps, err, asked.Load())
	}
	asked.Store(0)
	if _, err := c.Do(t.Context(), client.Request{Method: "POST", Path: "/v1/imports", Body: 1}, nil); code(err) != wire.CodeBusy || asked.Load() != 1 {
		t.Errorf("what may have been done is done again: %v after %d", err, asked.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Policies(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for _, bad := range []string{"", "localhost", "ftp://x", "http://"} {
		if _, err := client.New(bad, client.Options{}); err == nil {
			t.Errorf("%q is no server", bad)
		}
	}
}

func TestKeysAndStandingSearches(t *testing.T) {
	a, k := apptest.Open(t)
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	_, text, err := keys.Create(auth.Key{Role: auth.Admin})
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	c, err := client.New("http://localhost", client.Options{Key: text, Transport: client.InProcess(h)})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if me, err := c.Me(ctx); err != nil || me.Role != "admin" || me.Open {
		t.Errorf("%+v, %v", me, err)
	}
	made, err := c.CreateKey(ctx, wire.NewKey{Role: "auditor", Label: "x"})
	if err != nil || made.Key == "" {
		t.Fatalf("%+v, %v", made, err)
	}
	again, err := c.RotateKey(ctx, made.ID, 0)
	if err != nil || again.Key == "" || again.Key == made.Key {
		t.Errorf("%+v, %v", again, err)
	}
	if list, err := c.Keys(ctx); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	if err := c.RevokeKey(ctx, made.ID); err != nil {
		t.Error(err)
	}
	if err := c.RevokeKey(ctx, made.ID); code(err) != wire.CodeNotFound {
		t.Errorf("twice: %v", err)
	}
	x, err := c.CreateSearch(ctx, &profiles.Search{For: profiles.KindRole, Where: "country = DE"})
	if err != nil || x.ID == "" {
		t.Fatalf("%+v, %v", x, err)
	}
	for m, err := c.Matches(ctx, x.ID, 5); m.Total == 0; m, err = c.Matches(ctx, x.ID, 5) { // which follow what is written
		if err != nil {
			t.Fatal(err)
		}
	}
	for is, err := range c.Searches(ctx) {
		if err != nil || is.ID != x.ID {
			t.Errorf("%+v, %v", is, err)
		}
	}
	if err := c.DeleteSearch(ctx, x.ID); err != nil {
		t.Error(err)
	}
}
