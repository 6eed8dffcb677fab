package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// exportPage is how many results of a ranking are asked for at a time.
const exportPage = 1000

// export is a ranking as a file of comma-separated values: all that the page's address asks for, page by page, as it is sent.
func (p *Pages) export(w http.ResponseWriter, r *http.Request) {
	d := rankView{ID: r.URL.Query().Get("role"), Kind: profiles.KindRole}
	ask, err := p.asked(r, &d)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	size := exportPage
	ask.Top, ask.Cursor = &size, ""
	x := exporter{p: p, r: r, w: w, role: d.ID, words: wordsOf(r)}
	for {
		var got wire.Ranking
		if err := patiently(r.Context(), func() error { return p.ask(r, http.MethodPost, "/v1/rank", ask, &got) }); err != nil {
			x.fail(err)
			return
		}
		if err := x.rows(got.Results); err != nil {
			x.fail(err)
			return
		}
		if got.Next == "" {
			return
		}
		ask.Cursor = got.Next
	}
}

// patience is how long an export waits for its turn, and between two attempts.
const (
	patience = time.Minute
	pause    = time.Second
)

// patiently asks again where too much is asked at once: a file of many pages is not cut off for that.
func patiently(ctx context.Context, ask func() error) error {
	for until := time.Now().Add(patience); ; {
		err := ask()
		problem := problemOf(err)
		if problem == nil || problem.Status != http.StatusTooManyRequests && problem.Status != http.StatusServiceUnavailable || time.Now().After(until) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// exporter writes rows. Nothing is sent before the first page is there, so that a fault until then is a page that says so.
type exporter struct {
	p     *Pages
	r     *http.Request
	w     http.ResponseWriter
	role  string
	words *Words
	begun bool
	n     int
}

// begin says that a file follows. The mark of UTF-8 in front is what spreadsheets know it by.
func (x *exporter) begin(out *csv.Writer, b *bytes.Buffer) error {
	x.begun = true
	h := x.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="ranking.csv"`)
	h.Set("Cache-Control", "no-store")
	x.w.WriteHeader(http.StatusOK)
	b.WriteString("\ufeff")
	var head []string
	for _, k := range []string{"rank", "id", "headline", "overall", "low", "high", "forward", "reverse", "musts", "of", "ruledOut", "flags", "listed", "decision"} {
		head = append(head, x.words.T("csv."+k))
	}
	return out.Write(head)
}

func (x *exporter) rows(results []engine.Result) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	if !x.begun {
		if err := x.begin(out, &b); err != nil {
			return err
		}
	}
	var ids []string
	for i := range results {
		ids = append(ids, results[i].ID)
	}
	var reviews map[string]*profiles.Review
	err := patiently(x.r.Context(), func() (err error) {
		reviews, err = x.p.reviewsOf(x.r, x.role, ids)
		return err
	})
	if err != nil {
		return err
	}
	for i := range results {
		x.n++
		if err := out.Write(x.row(&results[i], reviews[results[i].ID])); err != nil {
			return err
		}
	}
	out.Flush()
	rc := http.NewResponseController(x.w)
	_ = rc.SetWriteDeadline(time.Now().Add(time.Minute)) // for each page anew; a connection of a test has none
	if _, err := x.w.Write(b.Bytes()); err != nil {
		return err
	}
	return rc.Flush()
}

func (x *exporter) row(res *engine.Result, review *profiles.Review) []string {
	var vetoes []string
	for _, v := range res.Vetoes {
		vetoes = append(vetoes, v.Reason)
	}
	listed, verdict := "", ""
	if review != nil && review.Listed {
		listed = x.words.T("csv.yes")
	}
	if review != nil && review.Decided() != nil {
		verdict = x.words.T("verdict." + review.Decided().Verdict.String())
	}
	row := []string{strconv.Itoa(x.n), res.ID, res.Title, hundred(res.Overall, 1_000_000), hundred(res.Low.Overall, 1_000_000), hundred(res.High.Overall, 1_000_000),
		hundred(res.Forward, 10_000), hundred(res.Reverse, 10_000), strconv.Itoa(res.Musts.Met), strconv.Itoa(res.Musts.Of), strings.Join(vetoes, "; "),
		strings.Join(res.Flags, "; "), listed, verdict}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return row
}

// harmless keeps a spreadsheet from taking words for a formula: it takes what begins with one of these signs for one, behind blanks too.
func harmless(cell string) string {
	at := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	if at != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(at)[0]) || at != cell && strings.HasPrefix(cell, "\t") {
		return "'" + cell
	}
	return cell
}

// fail ends what cannot go on: with a page where nothing is sent yet, else so that the browser knows that the file is not whole.
func (x *exporter) fail(err error) {
	if !x.begun {
		x.p.failed(x.w, x.r, err)
		return
	}
	slog.WarnContext(x.r.Context(), "an export ends before its end", "rows", x.n, "error", err.Error())
	panic(http.ErrAbortHandler)
}
