package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
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

// portion is how many rows are sent at a time.
const portion = 1000

// export is a ranking as a file of comma-separated values: all that the page's address asks for, ranked once, sent as it is described.
func (p *Pages) export(w http.ResponseWriter, r *http.Request) {
	d := rankView{ID: r.URL.Query().Get("role"), Kind: profiles.KindRole}
	ask, err := p.asked(r, &d)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	ask.Top, ask.Cursor, ask.From = nil, "", 0
	x := exporter{w: w, words: wordsOf(r)}
	if x.reviews, err = p.outcomes(r, d.ID); err == nil {
		err = patiently(r.Context(), func() error { return p.rankAll(r, ask, x.add) })
	}
	if err == nil {
		err = x.send()
	}
	if err != nil {
		p.exportFailed(w, r, &x, err)
	}
}

// rankAll hands on all results of a ranking.
func (p *Pages) rankAll(r *http.Request, ask *wire.RankRequest, each func(*engine.Result) error) error {
	c, err := p.client(r, p.sign(r))
	if err != nil {
		return err
	}
	_, err = c.RankAll(r.Context(), *ask, func(*engine.Ranking) error { return nil }, each)
	return err
}

// patience is how long an export waits for its turn, and between two attempts.
const (
	patience = time.Minute
	pause    = time.Second
)

// patiently asks again where too much is asked at once.
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

// outcome is what a row says that people made of a candidate.
type outcome struct {
	listed  bool
	verdict string
}

// outcomes are those of all candidates for a role, by candidate. Who may not see them gets none.
func (p *Pages) outcomes(r *http.Request, role string) (map[string]outcome, error) {
	out := map[string]outcome{}
	err := p.eachReview(r, role, func(x *profiles.Review) bool {
		o := outcome{listed: x.Listed}
		if d := x.Decided(); d != nil {
			o.verdict = d.Verdict.String()
		}
		out[reviewed(x).Key()] = o
		return true
	})
	if forbidden(err) {
		err = nil
	}
	return out, err
}

// exporter writes rows. Nothing is sent before the first portion is there, so that a fault until then is a page that says so.
type exporter struct {
	w       http.ResponseWriter
	words   *Words
	reviews map[string]outcome
	waiting bytes.Buffer // rows that are not sent yet
	rows    *csv.Writer  // into waiting; nil before the first
	n       int
	begun   bool // something is sent
}

// begin writes the head. The mark of UTF-8 in front is what spreadsheets know it by.
func (x *exporter) begin() error {
	x.waiting.WriteString("\ufeff")
	x.rows = csv.NewWriter(&x.waiting)
	var head []string
	for _, k := range []string{"rank", "id", "headline", "overall", "low", "high", "forward", "reverse", "musts", "of", "ruledOut", "flags", "listed", "decision", "organisation"} {
		head = append(head, x.words.T("csv."+k))
	}
	return x.rows.Write(head)
}

// add writes a row; portions of them are sent.
func (x *exporter) add(res *engine.Result) error {
	if x.rows == nil {
		if err := x.begin(); err != nil {
			return err
		}
	}
	x.n++
	if err := x.rows.Write(x.row(res, x.reviews[whose{ID: res.ID, Org: res.Org}.Key()])); err != nil {
		return err
	}
	if x.n%portion > 0 {
		return nil
	}
	return x.send()
}

// send sends what waits; a file without rows has a head.
func (x *exporter) send() error {
	if x.rows == nil {
		if err := x.begin(); err != nil {
			return err
		}
	}
	x.rows.Flush()
	rc := http.NewResponseController(x.w)
	_ = rc.SetWriteDeadline(time.Now().Add(time.Minute)) // for each portion anew; a connection of a test has none
	if !x.begun {
		x.begun = true
		h := x.w.Header()
		h.Set("Content-Type", "text/csv; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="ranking.csv"`)
		h.Set("Cache-Control", "no-store")
		x.w.WriteHeader(http.StatusOK)
	}
	if _, err := x.waiting.WriteTo(x.w); err != nil {
		return err
	}
	return rc.Flush()
}

func (x *exporter) row(res *engine.Result, o outcome) []string {
	var vetoes []string
	for _, v := range res.Vetoes {
		vetoes = append(vetoes, v.Reason)
	}
	listed, verdict, org := "", "", ""
	if res.Org != nil {
		org = *res.Org
	}
	if o.listed {
		listed = x.words.T("csv.yes")
	}
	if o.verdict != "" {
		verdict = x.words.T("verdict." + o.verdict)
	}
	row := []string{strconv.Itoa(x.n), res.ID, res.Title, hundred(res.Overall, 1_000_000), hundred(res.Low.Overall, 1_000_000), hundred(res.High.Overall, 1_000_000),
		hundred(res.Forward, 10_000), hundred(res.Reverse, 10_000), strconv.Itoa(res.Musts.Met), strconv.Itoa(res.Musts.Of), strings.Join(vetoes, "; "),
		strings.Join(res.Flags, "; "), listed, verdict, org}
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

// exportFailed ends what cannot go on: with a page where nothing is sent yet, else so that the browser knows that the file is not whole.
func (p *Pages) exportFailed(w http.ResponseWriter, r *http.Request, x *exporter, err error) {
	if !x.begun {
		p.failed(w, r, err)
		return
	}
	code := fmt.Sprintf("%T", err) // what it says may have a value of a record
	if problem := problemOf(err); problem != nil {
		code = problem.Code
	}
	slog.WarnContext(r.Context(), "an export ends before its end", "rows", x.n, "code", code)
	panic(http.ErrAbortHandler)
}
