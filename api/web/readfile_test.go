package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// drop sends a file as the form of the first page does.
func drop(t *testing.T, p http.Handler, kind, path, language string) string {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", path[strings.LastIndexByte(path, '/')+1:])
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.WriteField("kind", kind)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/read", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Accept-Language", language)
	w := httptest.NewRecorder()
	if p.ServeHTTP(w, r); w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w.Body.String()
}

// TestWhatWasUnderstoodIsShownOfEveryKindOfFile drops a résumé as PDF, DOCX, text and JSON Resume: each shows its jobs and skills, and
// each can be corrected where it stands.
func TestWhatWasUnderstoodIsShownOfEveryKindOfFile(t *testing.T) {
	p := open(t)
	for path, want := range map[string][]string{
		"../../testdata/reading/dev/en-mlops.classic.pdf":               {"Job 1, title", "brightloop", "page 1, line 9", "Kubernetes", "Mar 2021"},
		"../../testdata/reading/dev/en-freelance.tabbed.docx":           {"Job 1, title", "mellow &amp; marsh", "line 16", "Apache Kafka"},
		"../../testdata/reading/dev/de-backend.plain.txt":               {"Job 1, title", "line "},
		"../../testdata/formats/jsonresume/career-changer.resume.json":  {"Job 1, title", "Skill 1", "fields were taken from the file"},
		"../../testdata/formats/jsonresume/senior-engineer.resume.json": {"Job 1, title", "Skill 1", "Education 1"},
	} {
		body := drop(t, p, "candidate", path, "en")
		for _, w := range append(want, `name="path"`, `href="/match?candidate=`) {
			if !strings.Contains(body, w) {
				t.Errorf("%s: the page lacks %q", path, w)
			}
		}
	}
}
