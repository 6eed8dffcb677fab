package crashtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// creation is a request that creates something under an idempotency key.
type creation struct{ path, body, key string }

func creations(round int) (out []creation) {
	for i := range 12 {
		out = append(out, creation{"/v1/candidates", fmt.Sprintf(`{"headline":"Weaver %d of %d","skills":[{"name":"SQL","level":4}]}`, i, round), fmt.Sprint(round, "-", i)},
			creation{"/v1/roles", fmt.Sprintf(`{"title":{"name":"Weaver"},"description":"%d of %d"}`, i, round), fmt.Sprint(round, "-", i)},
			creation{"/v1/searches", fmt.Sprintf(`{"name":"%d of %d","for":"role","where":"country = DE"}`, i, round), fmt.Sprint(round, "-", i)})
	}
	return out
}

// TestACreationIsMadeAgainAfterAKill holds that whoever does not know whether something was created asks again with the same key, and
// it is there once: also when the server was killed between, and of what had been answered before, as it was answered.
func TestACreationIsMadeAgainAfterAKill(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, dir)
	total := 0
	for round := range 3 {
		all := creations(round)
		answered := make([]*answer, len(all))
		var clients sync.WaitGroup
		some := make(chan struct{})
		var once sync.Once
		for i, c := range all {
			clients.Go(func() {
				a, err := s.ask(t.Context(), http.MethodPost, c.path, []byte(c.body), "Idempotency-Key", c.key)
				if err != nil {
					return // of a server that was killed
				}
				answered[i] = a
				if i%3 == 2 {
					once.Do(func() { close(some) })
				}
			})
		}
		<-some
		s.kill()
		clients.Wait()
		s = serve(t, dir)
		for i, c := range all {
			if answered[i] != nil {
				x, err := s.ask(t.Context(), http.MethodPost, c.path, []byte(strings.Replace(c.body, "of", "instead of", 1)), "Idempotency-Key", c.key)
				if err != nil || x.status != http.StatusConflict || !strings.Contains(string(x.body), `"idempotency_conflict"`) {
					t.Errorf("%s: another request with the key: %v, %v", c.path, x, err)
				}
			}
			first, err := s.ask(t.Context(), http.MethodPost, c.path, []byte(c.body), "Idempotency-Key", c.key)
			if err != nil || first.status != http.StatusCreated {
				t.Fatalf("%s: %v %v", c.path, first, err)
			}
			if a := answered[i]; a != nil && (a.status != first.status || string(a.body) != string(first.body) || a.header.Get("ETag") != first.header.Get("ETag") || first.header.Get("Idempotent-Replayed") != "true") {
				t.Errorf("%s: answered %v, and now %v %v", c.path, a, first, first.header)
			}
		}
		total += len(all) / 3
		for _, kind := range []string{"candidates", "roles", "searches"} {
			if n := s.count(t, kind); n != total {
				t.Errorf("round %d: %d %s, want %d", round, n, kind, total)
			}
		}
	}
}

// count is how many records of a kind there are.
func (s *server) count(t *testing.T, kind string) int {
	t.Helper()
	a, err := s.ask(t.Context(), http.MethodGet, "/v1/"+kind+"?limit=200", nil)
	if err != nil || a.status != http.StatusOK {
		t.Fatalf("%v, %v", a, err)
	}
	var page map[string]json.RawMessage
	var list []any
	if err := json.Unmarshal(a.body, &page); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(page[kind], &list); err != nil {
		t.Fatal(err)
	}
	return len(list)
}
