package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles/room/roomtest"
)

// TestAFullDiskIsSaidToBe: what is written beside the records, or on the way to them, fails with its reason as they do, what is there is
// read on, and once there is room it is written.
func TestAFullDiskIsSaidToBe(t *testing.T) {
	d := roomtest.New(t, 64<<10)
	a, k := apptest.Still(t, t.TempDir())
	t.Setenv("TMPDIR", d.Dir) // where uploads are kept meanwhile
	keys, err := auth.OpenKeys(d.Dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Keys: keys})
	writes := []struct{ path, body, media string }{
		{"/v1/keys", `{"role":"batch"}`, "application/json"},
		{"/v1/imports", strings.Repeat(`{"id":"first","headline":"Weaver"}`+"\n", 4000), "application/x-ndjson"},
	}
	again := d.Leave(t, 0)
	for _, x := range writes {
		p := refused(t, h, wire.CodeUnavailable, "POST", x.path, x.body, "Content-Type", x.media)
		if !strings.Contains(p.Detail, "the disk is full") {
			t.Errorf("%s does not say why: %+v", x.path, p)
		}
		if w := ask(t, h, "GET", "/v1/candidates", ""); w.Code != http.StatusOK {
			t.Errorf("reading: %d %s", w.Code, w.Body)
		}
	}
	again()
	for _, x := range writes {
		if w := ask(t, h, "POST", x.path, x.body, "Content-Type", x.media); w.Code >= 300 {
			t.Errorf("%s: there is room: %d %s", x.path, w.Code, w.Body)
		}
	}
}
