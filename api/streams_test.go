package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"tenon/api"
	"tenon/api/client"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles"
	"tenon/profiles/store"
)

// streamed is a client in the same process, whose streams are as long as what is read of them.
func streamed(t *testing.T, h http.Handler) *client.Client {
	t.Helper()
	c, err := client.New("http://localhost", client.Options{Transport: client.InProcess(h), Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// until waits for something that is about to be, over and over.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for !is() {
		if t.Context().Err() != nil {
			t.Fatal(what)
		}
	}
}

func underway(t *testing.T, h http.Handler, n int) bool {
	t.Helper()
	return strings.Contains(ask(t, h, "GET", "/metrics", "").Body.String(), fmt.Sprintf("tenon_http_requests_underway %d\n", n+1)) // with the one that asks
}

// What streams in is stored as it comes, not once it has come; what came before the client went is kept, and no line is half there.
func TestALoadIsStoredAsItComes(t *testing.T) {
	h := handler(t, api.Options{})
	body, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := streamed(t, h).Load(t.Context(), profiles.KindRole, body, "", false)
		ended <- err
	}()
	last := 0
	until(t, "nothing is stored while the stream goes on", func() bool {
		if _, err := fmt.Fprintf(in, `{"id":"r-s-%d","title":{"name":"Potter"}}`+"\n", last); err != nil {
			t.Fatal(err)
		}
		last++
		return last%1000 == 0 && ask(t, h, "GET", "/v1/roles/r-s-0", "").Code == http.StatusOK
	})
	if _, err := io.WriteString(in, `{"id":"r-half","title":{"na`); err != nil {
		t.Fatal(err)
	}
	_ = in.CloseWithError(errors.New("the client is gone")) // never fails
	if err := <-ended; client.Code(err) != wire.CodeInvalid && err == nil {
		t.Errorf("a stream that broke off is whole: %v", err)
	}
	until(t, "the request goes on", func() bool { return underway(t, h, 0) })
	if w := ask(t, h, "GET", "/v1/roles/r-half", ""); w.Code != http.StatusNotFound {
		t.Errorf("half a line: %d %s", w.Code, w.Body)
	}
	if w := ask(t, h, "GET", "/v1/roles/r-s-0", ""); w.Code != http.StatusOK {
		t.Errorf("the first line: %d", w.Code)
	}
	var reports wire.Imports
	into(t, h, "GET", "/v1/imports", "", &reports)
	if len(reports.Imports) != 1 || reports.Imports[0].Fault == "" || reports.Imports[0].Report.Accepted == 0 {
		t.Errorf("nobody is told that it broke off: %+v", reports.Imports)
	}
}

// many puts so many roles in.
func many(t *testing.T, h http.Handler, n int) {
	t.Helper()
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, `{"id":"r-many-%05d","title":{"name":"Potter"},"description":%q}`+"\n", i, strings.Repeat("clay ", 20))
	}
	if w := ask(t, h, "POST", "/v1/bulk/roles", lines.String(), "Content-Type", "application/x-ndjson"); w.Code != http.StatusOK {
		t.Fatal(w.Body)
	}
}

// What streams out is read as it is written: no more than a part is held, and a client that goes ends it.
func TestADumpIsReadAsItIsWritten(t *testing.T) {
	h := handler(t, api.Options{})
	many(t, h, 4000)
	out, err := streamed(t, h).Dump(t.Context(), profiles.KindRole, "tenon")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if l, err := lines.ReadString('\n'); err != nil || !json.Valid([]byte(l)) {
		t.Fatalf("%s, %v", l, err)
	}
	if w := ask(t, h, "PUT", "/v1/roles/r-zz-late", `{"title":{"name":"Potter"}}`, "If-None-Match", "*"); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	rest, err := io.ReadAll(lines)
	if err != nil || !strings.Contains(string(rest), `"r-zz-late"`) {
		t.Errorf("the end was read before the beginning was taken: %d bytes, %v", len(rest), err)
	}
	again, err := streamed(t, h).Dump(t.Context(), profiles.KindRole, "tenon")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(again, make([]byte, 100)); err != nil || underway(t, h, 0) {
		t.Errorf("it is not under way: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	until(t, "it goes on for a client that is gone", func() bool { return underway(t, h, 0) })
}

// failing is a store that cannot be read any more after some pages.
type failing struct {
	store.Store
	pages atomic.Int32
}

func (f *failing) Scan(ctx context.Context, kind profiles.Kind, after profiles.Key, limit int) (store.Page, error) {
	if f.pages.Add(-1) < 0 {
		return store.Page{}, profiles.ErrDamaged
	}
	return f.Store.Scan(ctx, kind, after, limit)
}

// A dump that cannot go on does not look like one that has come to its end.
func TestADumpThatFailsDoesNotLookWhole(t *testing.T) {
	a, k := apptest.Open(t)
	many(t, apptest.API(t, a, k, api.Options{}), 2000)
	b, err := a.Backend(k)
	if err != nil {
		t.Fatal(err)
	}
	f := &failing{Store: b.Store}
	f.pages.Store(3)
	b.Store = f
	h, err := api.New(b, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	c, err := client.New(srv.URL, client.Options{Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.Dump(t.Context(), profiles.KindRole, "tenon")
	if err != nil {
		t.Fatal(err)
	}
	if all, err := io.ReadAll(out); err == nil || len(all) == 0 {
		t.Errorf("%d bytes and an end", len(all))
	}
}

// A list goes on behind what was there: of what stays, nothing is left out or told twice, whatever is written meanwhile.
func TestAListGoesOnWhileRecordsComeAndGo(t *testing.T) {
	h := handler(t, api.Options{})
	many(t, h, 100)
	var got []string
	cursor := ""
	for page := 0; ; page++ {
		var p struct {
			Roles []struct{ ID string }
			Next  string
		}
		into(t, h, "GET", "/v1/roles?limit=9&cursor="+cursor, "", &p)
		for _, r := range p.Roles {
			got = append(got, r.ID)
		}
		if cursor = p.Next; cursor == "" {
			break
		}
		into(t, h, "DELETE", "/v1/roles/"+p.Roles[len(p.Roles)-1].ID, "", nil) // the very one behind which it goes on
		ask(t, h, "PUT", fmt.Sprintf("/v1/roles/a-before-%d", page), `{"title":{"name":"Potter"}}`, "If-None-Match", "*")
		ask(t, h, "PUT", fmt.Sprintf("/v1/roles/r-many-%05d-behind", 99), `{"title":{"name":"Potter"}}`, "If-None-Match", "*")
	}
	if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("out of order, or twice: %v", got)
	}
	for i := range 100 {
		if id := fmt.Sprintf("r-many-%05d", i); !slices.Contains(got, id) {
			t.Errorf("%s is left out", id)
		}
	}
	if !slices.Contains(got, "r-many-00099-behind") {
		t.Error("what came behind the cursor is not told")
	}
}

// Each event of a run is all of its state: whoever comes back to its stream has it at once, and after its end the end.
func TestTheStreamOfARunIsTakenUpAgain(t *testing.T) {
	h := handler(t, api.Options{})
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	var x wire.Rescore
	into(t, h, "POST", "/v1/rescores", `{"top":50}`, &x)
	path := "/v1/rescores/" + x.ID + "/progress"
	ctx, leave := context.WithCancel(t.Context())
	r, err := streamed(t, h).Open(ctx, client.Request{Method: http.MethodGet, Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if l, err := bufio.NewReader(r.Body).ReadString('\n'); err != nil || !strings.HasPrefix(l, "event: ") {
		t.Errorf("%q, %v", l, err)
	}
	leave()
	_ = r.Body.Close() // by one who is gone
	until(t, "the stream goes on for a client that is gone", func() bool { return underway(t, h, 0) })
	for range 2 { // while it runs, and once it is done
		next, last := sse(t, srv, path, "Last-Event-ID", "7"), ""
		for name, _, data := next(); name != ""; name, _, data = next() {
			if last = data; !strings.Contains(data, `"state":"`+name+`"`) || !strings.Contains(data, x.ID) {
				t.Errorf("%s: %s", name, data)
			}
		}
		if err := json.Unmarshal([]byte(last), &x); err != nil || x.State != wire.JobDone || x.Pairs != x.Total || x.Ended == "" {
			t.Errorf("the last event is no end: %s, %v", last, err)
		}
	}
}
