package command

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"tenon/engine"
)

// printer writes answers for people.
type printer struct {
	w  io.Writer
	st style
}

func newPrinter(w io.Writer) *printer { return &printer{w, newStyle(w)} }

// score shows 0–1,000,000 as 0–100 with two decimals, percent 0–10000 likewise.
func score(v int32) string   { return fmt.Sprintf("%d.%02d", v/10000, v/100%100) }
func percent(v int32) string { return fmt.Sprintf("%d.%02d", v/100, v%100) }

// cut fits text into n cells, padded.
func cut(s string, n int) string {
	if w := lipgloss.Width(s); w <= n {
		return s + strings.Repeat(" ", n-w)
	}
	r := []rune(s)
	for len(r) > 0 && lipgloss.Width(string(r)) > n-1 {
		r = r[:len(r)-1]
	}
	return string(r) + "…" + strings.Repeat(" ", n-1-lipgloss.Width(string(r)))
}

// line prints a line without the blanks that cells leave at its end.
func (p *printer) line(format string, args ...any) {
	fmt.Fprintln(p.w, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

// barCells is the width of a bar that is full.
const barCells = 20

// bar draws part of whole in eighths of a cell.
func bar(part, whole int32, cells int) string {
	if whole <= 0 {
		return strings.Repeat(" ", cells)
	}
	eighths := int(int64(part) * int64(cells) * 8 / int64(whole))
	full := strings.Repeat("█", eighths/8)
	if r := eighths % 8; r > 0 {
		full += string([]rune(" ▏▎▍▌▋▊▉")[r])
	}
	return full + strings.Repeat(" ", max(0, cells-lipgloss.Width(full)))
}

// ranking prints one line a result, and what became of all records.
func (p *printer) ranking(r *engine.Ranking) {
	if r.Role != "" {
		fmt.Fprintf(p.w, "%s %s\n", p.st.bold.Render("Candidates for role"), r.Role)
	} else {
		fmt.Fprintf(p.w, "%s %s\n", p.st.bold.Render("Roles for candidate"), r.Candidate)
	}
	if len(r.Results) > 0 {
		fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("%4s  %7s  %s  %7s  %7s  %-15s %5s  %-14s %s", "", "overall", strings.Repeat(" ", barCells),
			"forward", "reverse", "low – high", "musts", "id", "")))
	}
	for i, x := range r.Results {
		reverse := "      –"
		if x.Lambda > 0 {
			reverse = fmt.Sprintf("%7s", percent(x.Reverse))
		}
		fmt.Fprintf(p.w, "%4d  %s  %s  %7s  %s  %-15s %5s  %s %s\n", i+1, p.st.bold.Render(fmt.Sprintf("%7s", score(x.Overall))),
			p.st.good.Render(bar(x.Overall, 1_000_000, barCells)), percent(x.Forward), reverse,
			score(x.Low.Overall)+" – "+score(x.High.Overall), fmt.Sprintf("%d/%d", x.Musts.Met, x.Musts.Of), cut(x.ID, 14), cut(x.Title, 44))
		for _, v := range x.Vetoes {
			fmt.Fprintf(p.w, "      %s %s: %s\n", p.st.bad.Render("veto"), v.Gate, v.Reason)
		}
	}
	p.counts(r)
}

func (p *printer) counts(r *engine.Ranking) {
	exact := ""
	if r.Exact {
		exact = "exact over all: "
	}
	fmt.Fprintf(p.w, "%s\n", p.st.dim.Render(fmt.Sprintf("%s%d = %d scored + %d skipped by bounds + %d vetoed + %d filtered", exact,
		r.Total, r.Scored, r.Skipped, r.Vetoed, r.Filtered)))
	p.world(r)
	for _, n := range r.Notices {
		fmt.Fprintf(p.w, "%s %s\n", p.st.fair.Render("note"), n)
	}
}

func (p *printer) world(r *engine.Ranking) {
	fmt.Fprintln(p.w, p.st.dim.Render(fmt.Sprintf("%s · %s · as of %s · λ %d · seq %d", r.Policy, r.Taxonomy, r.AsOf, r.LambdaRequested, r.Seq)))
}

// thousands shows a number with its thousands apart: 12,345.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
