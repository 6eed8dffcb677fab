package docx

import (
	"strings"

	"tenon/profiles/format/page"
)

// endRow joins the cells of a row: short ones on one line; beside one long cell, its first line with the others and the rest below;
// several long ones, which are the columns of a page laid out as a table, one after the other.
func (d *body) endRow() {
	n := len(d.rows) - 1
	if n < 0 {
		return
	}
	row := d.rows[n]
	d.rows = d.rows[:n]
	if m := len(d.styledRows); m > 0 && d.styledRows[m-1] >= 0 {
		d.styledRows[m-1]++
	}
	long := 0
	var hidden []page.Line
	for i := range row {
		var visible []page.Line
		for _, l := range row[i] {
			if l.Hidden != "" {
				hidden = append(hidden, l)
			} else {
				visible = append(visible, l)
			}
		}
		if row[i] = visible; len(visible) > 1 {
			long++
		}
	}
	if long >= 2 {
		for _, cell := range row {
			d.emit(cell...)
		}
	} else {
		d.emit(across(row)...)
	}
	d.emit(hidden...)
}

func across(row [][]page.Line) []page.Line {
	var first page.Line
	var parts []string
	var rest []page.Line
	for _, cell := range row {
		if len(cell) == 0 {
			continue
		}
		if len(parts) == 0 {
			first = cell[0]
		}
		parts = append(parts, cell[0].Text)
		first.Bold = first.Bold && cell[0].Bold
		first.Heading = first.Heading && len(parts) == 1
		rest = append(rest, cell[1:]...)
	}
	if len(parts) == 0 {
		return nil
	}
	first.Text = strings.Join(parts, " | ")
	return append([]page.Line{first}, rest...)
}
