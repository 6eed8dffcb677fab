package chart

import (
	_ "embed"
	"fmt"
	"strings"
)

// land is where people live, by whole degrees, as a backdrop that a map is known by: the cells of the gazetteer's cities, see gen.go.
//
//go:generate go run gen.go ../../../profiles/gazetteer/cities.tsv.gz
//go:embed land.txt
var landRuns string

// coarse is from how many degrees across on the backdrop has cells of two degrees: a page is not to weigh what nobody sees.
const coarse = 90

// span is land of one row of cells, in degrees.
type span struct{ west, east, south, north float64 }

var land, landCoarse = landOf(1), landOf(2)

// landOf reads land.txt into cells of so many degrees.
func landOf(size int) (out []span) {
	rows := strings.Split(strings.TrimSuffix(landRuns, "\n"), "\n")
	for y := 0; y+size <= len(rows); y += size {
		var has [360]bool
		for _, row := range rows[y : y+size] {
			for _, run := range strings.Fields(row) {
				var from, wide int
				if _, err := fmt.Sscanf(run, "%d+%d", &from, &wide); err != nil {
					panic(fmt.Sprintf("land.txt: %q: %v", run, err)) // the file is a part of the program
				}
				for x := from + 180; x < from+180+wide; x++ {
					has[x/size] = true
				}
			}
		}
		for x := 0; x < 360/size; x++ {
			from := x
			for x < 360/size && has[x] {
				x++
			}
			if x > from {
				out = append(out, span{float64(from*size - 180), float64(x*size - 180), float64(90 - y - size), float64(90 - y)})
			}
		}
	}
	return out
}

// backdrop is the land of a window as a path.
func backdrop(b window) string {
	cells := land
	if b.east-b.west > coarse {
		cells = landCoarse
	}
	var p strings.Builder
	for _, c := range cells {
		west, east, south, north := max(c.west, b.west), min(c.east, b.east), max(c.south, b.south), min(c.north, b.north)
		if west >= east || south >= north {
			continue
		}
		x, y := (west-b.west)/(b.east-b.west)*width, (b.north-north)/(b.north-b.south)*placesHeight
		w, h := (east-west)/(b.east-b.west)*width, (north-south)/(b.north-b.south)*placesHeight
		fmt.Fprintf(&p, "M%g %gh%gv%gh%gz", round(x), round(y), round(w), round(h), -round(w))
	}
	return p.String()
}
