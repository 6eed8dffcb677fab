package docx

import "tenon/profiles/format/page"

// endRow joins the cells of a row; what is hidden in them comes after it.
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
	d.emit(page.Row(row)...)
}
