//go:build ignore

// gen writes land.txt from the cities of the gazetteer; the argument is the path of its cities.tsv.gz.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"log"
	"math"
	"os"
	"strconv"
	"strings"
)

const width, height = 360, 180

type grid [height][width]bool

func main() {
	in, err := os.Open(os.Args[1])
	check(err)
	zr, err := gzip.NewReader(in)
	check(err)
	var g grid
	for lines := bufio.NewScanner(zr); lines.Scan(); {
		f := strings.Split(lines.Text(), "\t")
		if len(f) < 9 {
			continue // names that a city has besides
		}
		x, y, z := number(f[6]), number(f[7]), number(f[8])
		lat := math.Atan2(z, math.Hypot(x, y)) * 180 / math.Pi
		lon := math.Atan2(y, x) * 180 / math.Pi
		g[min(height-1, int(90-lat))][min(width-1, int(lon+180))] = true
	}
	check(os.WriteFile("land.txt", []byte(filled(filled(g)).runs()), 0o644))
}

// filled adds the cells most of whose neighbours are land: where nobody lives there is land, too.
func filled(g grid) grid {
	out := g
	for y := 1; y < height-1; y++ {
		for x := range width {
			n := 0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if g[y+dy][(x+dx+width)%width] {
						n++
					}
				}
			}
			out[y][x] = g[y][x] || n >= 5
		}
	}
	return out
}

// runs is a line for each degree from north to south: where land begins, and how wide it is.
func (g grid) runs() string {
	var b strings.Builder
	for y := range height {
		for x := 0; x < width; {
			from := x
			for x < width && g[y][x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "%d+%d ", from-180, x-from)
			} else {
				x++
			}
		}
		b.WriteByte('\n')
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
