package assistant_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"tenon/api"
	"tenon/api/assistant"
	"tenon/cmd/tenon/app/apptest"
)

// A call that an assistant gives up is given up by the operation that it asks, over either transport.
func TestACallThatIsGivenUpEndsItsOperation(t *testing.T) {
	asked, ended := make(chan struct{}, 1), make(chan struct{}, 1)
	endless := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
		ended <- struct{}{}
	})
	for name, connect := range map[string]func(*assistant.Server) (*mcp.ClientSession, error){
		"streams": func(s *assistant.Server) (*mcp.ClientSession, error) { return overStreams(t, s), nil },
		"http": func(s *assistant.Server) (*mcp.ClientSession, error) {
			a, k := apptest.Open(t)
			srv := httptest.NewServer(apptest.API(t, a, k, api.Options{Tools: s}))
			t.Cleanup(srv.Close)
			return connect(t, srv.URL, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := assistant.New(assistant.Options{})
			s.Over(endless)
			c, err := connect(s)
			if err != nil {
				t.Fatal(err)
			}
			ctx, give := context.WithCancel(t.Context())
			gave := make(chan error, 1)
			go func() {
				_, err := c.CallTool(ctx, &mcp.CallToolParams{Name: "gaps", Arguments: map[string]any{"candidate": "c-001"}})
				gave <- err
			}()
			<-asked
			give()
			if err := <-gave; !errors.Is(err, context.Canceled) {
				t.Errorf("given up: %v", err)
			}
			select {
			case <-ended:
			case <-t.Context().Done():
				t.Error("the operation goes on")
			}
			if name == "streams" { // the session is as good as before
				if list, err := c.ListTools(t.Context(), nil); err != nil || len(list.Tools) == 0 {
					t.Errorf("%v", err)
				}
			}
		})
	}
}
