package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"tenon/api"
	"tenon/api/web"
	"tenon/cmd/tenon/app/apptest"
)

// BenchmarkRerank is what the server does while a slider moves, over the sample.
func BenchmarkRerank(b *testing.B) {
	a, k := apptest.Open(b)
	p := web.New()
	h := apptest.API(b, a, k, api.Options{Pages: p})
	p.Over(h)
	b.ResetTimer()
	for i := range b.N {
		r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("http://127.0.0.1/rank?role=r-ref-mlops-berlin&w.degree=%d", 1+i*37%99), nil)
		r.Header.Set("HX-Request", "true")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		b.SetBytes(int64(w.Body.Len()))
	}
}
