package page

import "strings"

// Row joins the cells of a table row, each given as its lines: short cells on one line, parted by bars; beside one long cell,
// its first line with the others and the rest below; several long cells, the columns of a page laid out as a table, one after the other. What is hidden comes last.
func Row(row [][]Line) []Line {
	cells, hidden := parted(row)
	long := 0
	for _, c := range cells {
		if len(c) > 1 {
			long++
		}
	}
	var first Line
	var parts []string
	var rest []Line
	for _, c := range cells {
		if len(c) == 0 {
			continue
		}
		if long >= 2 {
			rest = append(rest, c...)
			continue
		}
		if len(parts) == 0 {
			first = c[0]
		}
		parts = append(parts, strings.TrimSpace(c[0].Text))
		first.Bold = first.Bold && c[0].Bold
		first.Heading = first.Heading && len(parts) == 1
		rest = append(rest, c[1:]...)
	}
	if len(parts) == 0 {
		return append(rest, hidden...)
	}
	first.Text = strings.Join(parts, " | ")
	return append(append([]Line{first}, rest...), hidden...)
}

func parted(row [][]Line) (cells [][]Line, hidden []Line) {
	for _, cell := range row {
		var visible []Line
		for _, l := range cell {
			if l.Hidden != "" && l.Hidden != ZeroWidth {
				hidden = append(hidden, l)
			} else {
				visible = append(visible, l)
			}
		}
		cells = append(cells, visible)
	}
	return cells, hidden
}

// HeadingLike: a line that no style calls a heading but that looks like one.
func HeadingLike(s string, bold bool) bool {
	capitals := strings.ToUpper(s) == s && strings.ToLower(s) != s && len(s) >= 4
	return (bold || capitals) && len(s) <= 50 && len(strings.Fields(s)) <= 5 && !strings.ContainsAny(s, ",|@0123456789•") && !strings.HasSuffix(s, ".")
}
