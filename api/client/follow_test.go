package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"tenon/api"
	"tenon/api/client"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles"
)

// A stream that breaks off in the middle of an event goes on behind the last that was whole.
func TestAFeedThatBreaksOffGoesOnBehindWhatCame(t *testing.T) {
	var opened atomic.Int32
	feed := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		opened.Add(1)
		from := 1
		if last := r.Header.Get("Last-Event-ID"); last != "" {
			_, _ = fmt.Sscan(last, &from)
			from++
		}
		_, _ = io.WriteString(w, ": beat\n\n")
		for n := from; n < from+2; n++ {
			_, _ = fmt.Fprintf(w, "event: change\nid: %d\ndata: {\"seq\":%d,\ndata: \"id\":\"c-%d\"}\n\n", n, n, n)
		}
		_, _ = fmt.Fprintf(w, "event: change\nid: %d\ndata: {\"se", from+2) // is told again, whole
	})
	c, err := client.New("http://localhost", client.Options{Transport: client.InProcess(feed)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for x, err := range c.FollowChanges(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, x.ID); len(got) == 5 {
			break
		}
	}
	if strings.Join(got, " ") != "c-1 c-2 c-3 c-4 c-5" || opened.Load() != 3 {
		t.Errorf("%v over %d streams", got, opened.Load())
	}
}

// A server that has nothing more to say is not asked for ever, and what it refuses ends a feed at once.
func TestAFeedEndsWithItsError(t *testing.T) {
	var opened atomic.Int32
	status := http.StatusOK
	c, err := client.New("http://localhost", client.Options{Retries: 2, Transport: client.InProcess(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		opened.Add(1)
		w.WriteHeader(status)
		if status != http.StatusOK {
			_, _ = io.WriteString(w, `{"code":"forbidden","status":403}`)
		}
	}))})
	if err != nil {
		t.Fatal(err)
	}
	ended := func() (err error) {
		for _, err = range c.FollowAlerts(t.Context(), 0) {
			if err == nil {
				t.Error("an alert")
			}
		}
		return err
	}
	if err := ended(); err == nil || opened.Load() != 3 {
		t.Errorf("empty: %v after %d streams", err, opened.Load())
	}
	opened.Store(0)
	status = http.StatusForbidden
	if err := ended(); client.Code(err) != wire.CodeForbidden || opened.Load() != 1 {
		t.Errorf("refused: %v after %d streams", err, opened.Load())
	}
}

func TestAFeedIsFollowedAsThingsHappen(t *testing.T) {
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			ready, err := c.Ready(ctx)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			next := func() {
				n++
				if _, _, err := c.CreateCandidate(ctx, &profiles.Candidate{ID: fmt.Sprint("c-new-", n), Headline: "Potter"}, false); err != nil {
					t.Fatal(err)
				}
			}
			next()
			for x, err := range c.FollowChanges(ctx, ready.Seq) {
				if err != nil {
					if ctx.Err() == nil || !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
					break
				}
				if want := fmt.Sprint("c-new-", n); x.ID != want {
					t.Errorf("%s: want %s", x.ID, want)
				}
				if n == 3 {
					stop()
					continue
				}
				next()
			}
			if n != 3 {
				t.Errorf("%d changes", n)
			}
		})
	}
}

// Whoever keeps a copy and comes back too late is told so, reads the feed from 0 on, and has what is there.
func TestACopyThatIsTooOldIsMadeAnew(t *testing.T) {
	a, k := apptest.Open(t)
	c, err := client.New("http://localhost", client.Options{Transport: client.InProcess(apptest.API(t, a, k, api.Options{}))})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	made, _, err := c.CreateCandidate(ctx, &profiles.Candidate{ID: "c-gone", Headline: "Potter"}, false)
	if err != nil {
		t.Fatal(err)
	}
	copied, since, anew := map[string]bool{}, profiles.Seq(0), 0
	copyUpTo := func(last profiles.Seq) {
		for since < last {
			for x, err := range c.FollowChanges(ctx, since) {
				if client.Code(err) == wire.CodeTooOld {
					since, copied = 0, map[string]bool{}
					anew++
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if copied[x.ID], since = !x.Deleted, x.Seq; since >= last {
					break
				}
			}
		}
	}
	first, err := a.Store.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	copyUpTo(first)
	if !copied["c-gone"] || anew != 0 {
		t.Fatalf("c-gone %v, anew %d", copied["c-gone"], anew)
	}
	if err = c.Delete(ctx, profiles.KindCandidate, made.ID, "", false); err == nil {
		_, _, err = c.CreateCandidate(ctx, &profiles.Candidate{ID: "c-late", Headline: "Potter"}, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	last, err := a.Store.Seq(ctx)
	if err == nil {
		_, err = a.Store.Trim(ctx, last, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	copyUpTo(last)
	if copied["c-gone"] || !copied["c-late"] || !copied["c-001"] || anew != 1 {
		t.Errorf("c-gone %v, c-late %v, c-001 %v, begun anew %d times", copied["c-gone"], copied["c-late"], copied["c-001"], anew)
	}
}
