package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
)

// sse opens a stream of events and returns a function that reads the next.
func sse(t *testing.T, srv *httptest.Server, path string, header ...string) func() (name, id, data string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", srv.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil || w.StatusCode != 200 || w.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(err, w)
	}
	t.Cleanup(func() { _ = w.Body.Close() })
	lines := bufio.NewScanner(w.Body)
	return func() (name, id, data string) {
		for lines.Scan() {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "event":
				name = value
			case "id":
				id = value
			case "data":
				data = value
			case "":
				if data != "" {
					return name, id, data
				}
			}
		}
		return "", "", ""
	}
}

func TestChangesAreFollowedAsTheyHappen(t *testing.T) {
	h := handler(t, api.Options{})
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	var ready struct{ Seq json.Number }
	if err := json.Unmarshal(ask(t, h, "GET", "/readyz", "").Body.Bytes(), &ready); err != nil {
		t.Fatal(err)
	}
	next := sse(t, srv, "/v1/changes?since="+ready.Seq.String())
	ask(t, h, "POST", "/v1/candidates", `{"id":"c-new","headline":"Weaver","identity":{"name":"Jana Wolff"}}`)
	ask(t, h, "DELETE", "/v1/candidates/c-new", "")
	name, first, data := next()
	if name != "change" || !strings.Contains(data, `"id":"c-new"`) || strings.Contains(data, "deleted") {
		t.Errorf("%s %s", name, data)
	}
	if _, _, data := next(); !strings.Contains(data, `"deleted":true`) || !strings.Contains(data, `"candidate"`) {
		t.Errorf("of an identity nothing is said: %s", data)
	}
	// One that broke off goes on behind what it had.
	again := sse(t, srv, "/v1/changes", "Last-Event-ID", first)
	if _, _, data := again(); !strings.Contains(data, `"deleted":true`) {
		t.Errorf("%s", data)
	}
	var page wire.Changes
	if err := json.Unmarshal(ask(t, h, "GET", "/v1/changes?limit=3", "").Body.Bytes(), &page); err != nil || page.Next != 3 {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestWhoComesTooLateToTheFeedIsTold(t *testing.T) {
	a, k := apptest.Open(t)
	h := apptest.API(t, a, k, api.Options{})
	ask(t, h, "POST", "/v1/candidates", `{"id":"c-gone","headline":"Weaver"}`)
	var before wire.Changes
	if err := json.Unmarshal(ask(t, h, "GET", "/v1/changes?limit=10000", "").Body.Bytes(), &before); err != nil || before.Oldest != 0 {
		t.Fatalf("%d, %v", before.Oldest, err)
	}
	ask(t, h, "DELETE", "/v1/candidates/c-gone", "")
	ask(t, h, "POST", "/v1/candidates", `{"id":"c-new","headline":"Weaver"}`)
	seq, err := a.Store.Seq(t.Context())
	if err == nil {
		_, err = a.Store.Trim(t.Context(), seq, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	late := fmt.Sprint("/v1/changes?since=", before.Next)
	refused(t, h, wire.CodeTooOld, "GET", late, "")
	refused(t, h, wire.CodeTooOld, "GET", "/v1/changes", "", "Accept", "text/event-stream", "Last-Event-ID", fmt.Sprint(before.Next))
	refused(t, h, wire.CodeTooOld, "GET", fmt.Sprint(late, "&oldest=", before.Oldest), "")
	// Reading all goes page by page, and has what is there now.
	there := map[string]bool{}
	for page := (wire.Changes{}); ; {
		w := ask(t, h, "GET", fmt.Sprintf("/v1/changes?limit=7&since=%d&oldest=%d", page.Next, page.Oldest), "")
		was := page.Next
		page = wire.Changes{}
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || w.Code != 200 || page.Oldest == 0 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		for _, c := range page.Changes {
			there[c.ID] = !c.Deleted
		}
		if page.Next == was {
			break
		}
	}
	if !there["c-new"] || there["c-gone"] {
		t.Errorf("c-new %v, c-gone %v", there["c-new"], there["c-gone"])
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	next := sse(t, srv, "/v1/changes?limit=5")
	half, last := "", ""
	for n := range len(there) {
		name, id, data := next()
		if name != "change" {
			t.Fatalf("a stream from 0 on ends with %q %q", name, data)
		}
		if last = id; n == 3 {
			half = id
		}
	}
	if strings.Contains(last, "-") {
		t.Errorf("whoever has read to the end has read more than what has left the feed: %s", last)
	}
	// One that began at 0 and broke off before where deletions have left the feed goes on, as pages do.
	rest := sse(t, srv, "/v1/changes?limit=5", "Last-Event-ID", half)
	for range len(there) - 4 {
		if name, id, data := rest(); name != "change" {
			t.Fatalf("a stream that is taken up at %s ends with %q %s %q", half, name, id, data)
		}
	}
	// Where more have left it since, it has to begin again.
	ask(t, h, "DELETE", "/v1/candidates/c-new", "")
	ask(t, h, "POST", "/v1/candidates", `{"id":"c-newer","headline":"Weaver"}`)
	if seq, err = a.Store.Seq(t.Context()); err == nil {
		_, err = a.Store.Trim(t.Context(), seq, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	refused(t, h, wire.CodeTooOld, "GET", "/v1/changes", "", "Accept", "text/event-stream", "Last-Event-ID", half)
}

// Who has read further than a feed goes has read another: silence until it has as many would be a lie.
func TestWhoIsAheadOfAFeedIsTold(t *testing.T) {
	h := handler(t, api.Options{})
	rescored(t, h, `{"top":3}`)
	for _, feed := range []string{"/v1/changes", "/v1/alerts", "/v1/events"} {
		refused(t, h, wire.CodeTooOld, "GET", feed+"?since=99999999", "")
		if w := ask(t, h, "GET", feed+"?since=0", ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", feed, w.Code, w.Body)
		}
	}
	for _, feed := range []string{"/v1/changes", "/v1/alerts"} {
		refused(t, h, wire.CodeTooOld, "GET", feed, "", "Accept", "text/event-stream", "Last-Event-ID", "99999999")
	}
}

func TestARunTellsHowFarItIsAndCanBeCancelled(t *testing.T) {
	h := handler(t, api.Options{})
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	w := ask(t, h, "POST", "/v1/rescores", `{"top":5}`, "Idempotency-Key", "k")
	var x wire.Rescore
	if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil || w.Code != 202 || w.Header().Get("Location") != "/v1/rescores/"+x.ID {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if again := ask(t, h, "POST", "/v1/rescores", `{"top":5}`, "Idempotency-Key", "k"); !strings.Contains(again.Body.String(), x.ID) {
		t.Errorf("another run: %s", again.Body)
	}
	next, last := sse(t, srv, "/v1/rescores/"+x.ID+"/progress"), ""
	for name, _, data := next(); name != ""; name, _, data = next() {
		last = data
	}
	if err := json.Unmarshal([]byte(last), &x); err != nil || x.State != wire.JobDone || x.Report == nil || x.Pairs == 0 {
		t.Errorf("%s, %v", last, err)
	}
	if w := ask(t, h, "DELETE", "/v1/rescores/"+x.ID, ""); w.Code != 204 {
		t.Errorf("of one that has ended: %d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeNotFound, "GET", "/v1/rescores/none", "")
	refused(t, h, wire.CodeNotFound, "GET", "/v1/rescores/none/progress", "")
	refused(t, h, wire.CodeInvalid, "POST", "/v1/rescores", `{"top":100000}`)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/rescores", `{"policy":"best"}`)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/rescores", `{"weights":{"degree":101}}`)
}

func TestARunThatFailsSaysWhy(t *testing.T) {
	a, k := apptest.Open(t)
	h := apptest.API(t, a, k, api.Options{})
	if err := k.Close(); err != nil { // as by a fault of the disk
		t.Fatal(err)
	}
	var x wire.Rescore
	into(t, h, "POST", "/v1/rescores", `{"top":5}`, &x)
	for x.State == wire.JobRunning {
		into(t, h, "GET", "/v1/rescores/"+x.ID, "", &x)
	}
	if x.State != wire.JobFailed || x.Problem == nil || x.Problem.Code != wire.CodeUnavailable || x.Ended == "" {
		t.Errorf("%+v", x)
	}
}

func TestAStandingSearchTellsWhatItComesToMatch(t *testing.T) {
	h := handler(t, api.Options{})
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	if w := ask(t, h, "PUT", "/v1/searches/s", `{"for":"candidate","where":"country = PT"}`, "If-None-Match", "*"); w.Code != 201 {
		t.Fatal(w.Body)
	}
	next := sse(t, srv, "/v1/alerts")
	ask(t, h, "POST", "/v1/candidates", `{"id":"c-new","place":{"city":"Lisbon","country":"PT"}}`)
	for {
		name, _, data := next()
		if name == "" {
			t.Fatal("the stream ended")
		}
		if name == "alert" && strings.Contains(data, `"id":"c-new"`) && strings.Contains(data, `"search":"s"`) {
			break
		}
	}
	if w := ask(t, h, "GET", "/v1/searches/s/matches", ""); w.Code != 200 || !strings.Contains(w.Body.String(), `"c-new"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(t, h, "GET", "/v1/alerts?since=0", ""); w.Code != 200 || !strings.Contains(w.Body.String(), `"c-new"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeNotFound, "GET", "/v1/searches/none/matches", "")
}
