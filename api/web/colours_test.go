package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// sights are how people see: matrices over linear light of Machado, Oliveira and Fernandes (2009), of those who lack one kind of cones.
var sights = map[string][3][3]float64{
	"all cones":    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lookApart is how far apart two colours are in CIELAB at least so that marks of a few millimetres are told apart with ease.
const lookApart = 20

// TestColoursOfStatesAreToldApart holds that everybody tells met, partly, missing and unknown apart by their colours, and reads their words.
func TestColoursOfStatesAreToldApart(t *testing.T) {
	css, err := os.ReadFile("assets/tenon.css")
	if err != nil {
		t.Fatal(err)
	}
	token := func(name string, dark bool) [3]float64 {
		m := regexp.MustCompile(`--` + name + `: light-dark\(#(\w{6}), #(\w{6})\)`).FindSubmatch(css)
		if m == nil {
			t.Fatalf("there is no colour --%s", name)
		}
		if dark {
			return light(t, string(m[2]))
		}
		return light(t, string(m[1]))
	}
	states := []string{"met", "partial", "missing", "unknown"}
	for _, dark := range []bool{false, true} {
		for i, a := range states {
			for _, ground := range []string{a + "-soft", "surface", "bg"} {
				if c := contrast(token(a, dark), token(ground, dark)); c < 4.5 {
					t.Errorf("dark %v: %s on %s has a contrast of %.2f", dark, a, ground, c)
				}
			}
			for _, b := range states[:i] {
				for name, sight := range sights {
					if d := apart(seenBy(sight, token(a, dark)), seenBy(sight, token(b, dark))); d < lookApart {
						t.Errorf("dark %v: with %s %s and %s are %.0f apart", dark, name, a, b, d)
					}
				}
			}
		}
	}
}

// light is the linear light of a colour.
func light(t *testing.T, hex string) (out [3]float64) {
	t.Helper()
	for i := range out {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if c := float64(n) / 255; c <= 0.04045 {
			out[i] = c / 12.92
		} else {
			out[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}

func contrast(a, b [3]float64) float64 {
	luminance := func(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func seenBy(sight [3][3]float64, c [3]float64) (out [3]float64) {
	for i, row := range sight {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

// apart is the distance of two colours in CIELAB.
func apart(a, b [3]float64) float64 {
	lab := func(c [3]float64) [3]float64 {
		f := func(v float64) float64 {
			if v > 0.008856 {
				return math.Cbrt(v)
			}
			return 7.787*v + 16.0/116
		}
		x, y, z := f((0.4124564*c[0]+0.3575761*c[1]+0.1804375*c[2])/0.95047), f(0.2126729*c[0]+0.7151522*c[1]+0.0721750*c[2]), f((0.0193339*c[0]+0.1191920*c[1]+0.9503041*c[2])/1.08883)
		return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
	}
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}
