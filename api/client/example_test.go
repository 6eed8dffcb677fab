package client_test

import (
	"context"
	"fmt"
	"log"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/client"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine/market"
	"tenon/profiles"
)

// sample serves the shipped sample for an example. What it returns is the URL, and what ends it.
func sample() (url string, end func()) {
	var x example
	a, k := apptest.Open(&x)
	srv := httptest.NewServer(apptest.API(&x, a, k, api.Options{}))
	return srv.URL, func() { srv.Close(); x.end() }
}

// example is the testing.TB of an example, as far as apptest needs one.
type example struct {
	testing.TB
	ends []func()
}

func (*example) Helper()                  {}
func (*example) Context() context.Context { return context.Background() }
func (*example) Fatal(x ...any)           { log.Panic(x...) }
func (*example) Error(x ...any)           { log.Panic(x...) }
func (x *example) Cleanup(f func())       { x.ends = append(x.ends, f) }
func (x *example) TempDir() string {
	dir, err := os.MkdirTemp("", "tenon-example-")
	if err != nil {
		log.Panic(err)
	}
	x.Cleanup(func() { _ = os.RemoveAll(dir) }) // of a temporary directory
	return dir
}

func (x *example) end() {
	for i := len(x.ends) - 1; i >= 0; i-- {
		x.ends[i]()
	}
}

func Example() {
	url, end := sample() // or http://127.0.0.1:8080, where tenon serve listens
	defer end()
	ctx := context.Background()
	c, err := client.New(url, client.Options{Key: os.Getenv("TENON_KEY")})
	if err != nil {
		log.Panic(err)
	}
	top := 3
	r, err := c.Rank(ctx, wire.RankRequest{Sides: wire.Sides{Role: "r-ref-mlops-berlin"}, Top: &top})
	if err != nil {
		log.Panic(err)
	}
	for _, x := range r.Results {
		fmt.Printf("%.2f %s, must-haves %d of %d\n", float64(x.Overall)/10_000, x.ID, x.Musts.Met, x.Musts.Of)
	}
	fmt.Println("exact over all:", r.Exact)
	// Output:
	// 96.81 c-001, must-haves 6 of 7
	// 78.26 c-014, must-haves 5 of 7
	// 75.61 c-013, must-haves 5 of 7
	// exact over all: true
}

// A ranking goes on for as long as it is asked; pages are fetched as they are needed.
func ExampleClient_Ranked() {
	url, end := sample()
	defer end()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	half := 0
	q := wire.RankRequest{Sides: wire.Sides{Candidate: "c-001"}, Weighing: wire.Weighing{Weights: map[string]int{"degree": 0}}, Where: "mode = remote or city within 50km of Berlin"}
	for x, err := range c.Ranked(context.Background(), q) {
		if err != nil {
			log.Panic(err)
		}
		if x.Overall < 500_000 {
			break
		}
		half++
	}
	fmt.Println(half > 1)
	// Output: true
}

// A creation happens once, however often its request has to be made. The record comes back with its id; a replacement is of the
// revision that was read.
func ExampleClient_CreateCandidate() {
	url, end := sample()
	defer end()
	ctx := context.Background()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	x, w, err := c.CreateCandidate(ctx, &profiles.Candidate{Headline: "Weaver", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "SQL"}, Level: 4}}}, client.Searchable)
	if err != nil {
		log.Panic(err)
	}
	x.Headline = "Weaver of jacquards"
	if _, err := c.ReplaceCandidate(ctx, x, w.Revision, client.Searchable); err != nil {
		log.Panic(err)
	}
	_, err = c.ReplaceCandidate(ctx, x, w.Revision, client.Searchable) // a revision that is no longer there
	fmt.Println(client.Code(err) == wire.CodePrecondition)
	// Output: true
}

// What is refused has a stable code, and says which fields are at fault.
func ExampleFields() {
	url, end := sample()
	defer end()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	lambda := 130
	_, err = c.Rank(context.Background(), wire.RankRequest{Sides: wire.Sides{Role: "r-001"}, Weighing: wire.Weighing{Lambda: &lambda}})
	fmt.Println(client.Code(err))
	for _, f := range client.Fields(err) {
		fmt.Println(f.Path, "–", f.Msg)
	}
	// Output:
	// invalid
	// lambda – expected number <= 100
}

// Records stream in and out one at a time, so that any number of them fits.
func ExampleClient_LoadRoles() {
	url, end := sample()
	defer end()
	ctx := context.Background()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	posted := func(yield func(*profiles.Role, error) bool) {
		for i := range 1000 {
			if !yield(&profiles.Role{ID: fmt.Sprintf("r-%04d", i), Title: profiles.Ref{Name: "Potter"}}, nil) {
				return
			}
		}
	}
	report, err := c.LoadRoles(ctx, posted, "", client.Searchable)
	if err != nil {
		log.Panic(err)
	}
	fmt.Println(report.Accepted, "in,", report.Rejected, "rejected")
	potters := 0
	for r, err := range c.DumpRoles(ctx) {
		if err != nil {
			log.Panic(err)
		}
		if r.Title.Name == "Potter" {
			potters++
		}
	}
	fmt.Println(potters, "out")
	// Output:
	// 1000 in, 0 rejected
	// 1000 out
}

// A file of any format is imported, and what was understood is shown.
func ExampleClient_Import() {
	url, end := sample()
	defer end()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	cv := strings.NewReader("Experience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n\nSkills\nPython, SQL\n")
	in, err := c.Import(context.Background(), cv, client.Upload{Name: "cv.txt", Show: true, Wait: client.Searchable})
	if err != nil {
		log.Panic(err)
	}
	j := in.Records[0].Candidate.Jobs[0]
	fmt.Println(in.Report.Accepted, j.Title.Name, j.Employer, j.Start)
	// Output: 1 Data Engineer Acme GmbH 2021-03
}

// A run of re-scoring is followed to its end.
func ExampleClient_WatchRescore() {
	url, end := sample()
	defer end()
	ctx := context.Background()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	run, err := c.StartRescore(ctx, wire.RescoreRequest{Top: 5})
	if err != nil {
		log.Panic(err)
	}
	done, err := c.WatchRescore(ctx, run.ID, func(x wire.Rescore) { _ = x.Pairs /* of x.Total */ })
	if err != nil {
		log.Panic(err)
	}
	fmt.Println(done.State, done.Report.Lists > 0)
	// Output: done true
}

// The feed of changes goes on as they happen; the number of the last is where to go on another day.
func ExampleClient_FollowChanges() {
	url, end := sample()
	defer end()
	ctx := context.Background()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	ready, err := c.Ready(ctx)
	if err != nil {
		log.Panic(err)
	}
	if _, _, err := c.CreateRole(ctx, &profiles.Role{ID: "r-potter", Title: profiles.Ref{Name: "Potter"}}, false); err != nil {
		log.Panic(err)
	}
	for x, err := range c.FollowChanges(ctx, ready.Seq) {
		if err != nil {
			log.Panic(err)
		}
		fmt.Println(x.Kind, x.ID, x.Seq > ready.Seq)
		break
	}
	// Output: role r-potter true
}

func ExampleClient_Market() {
	url, end := sample()
	defer end()
	c, err := client.New(url, client.Options{})
	if err != nil {
		log.Panic(err)
	}
	m, err := c.Market(context.Background(), market.Request{By: []string{"skill", "pay"}, Where: "country = Germany", Currency: "EUR"})
	if err != nil {
		log.Panic(err)
	}
	fmt.Println(m.Currency, m.Demand[0].By, len(m.Demand[0].Rows) > 0)
	// Output: EUR skill true
}
