package pdf

import (
	"strconv"
	"strings"

	lib "github.com/ledongthuc/pdf"
)

// font is what is needed of a font to place and read its glyphs. Widths are in parts of the size of the type.
type font struct {
	bold    bool
	wide    bool // codes of two bytes
	texts   [256]string
	unicode *unicodeMap
	widths  map[int]float64
	missing float64
	blind   bool // no way from codes to text
}

// glyph is one code of a string.
type glyph struct {
	text  string
	width float64
	blank bool // code 32 of one byte, which word spacing widens
}

func (r *reader) font(v lib.Value) *font {
	f := &font{widths: map[int]float64{}, missing: 0.5}
	base := v.Key("BaseFont").Name()
	lower := strings.ToLower(base)
	f.bold = strings.Contains(lower, "bold") || strings.Contains(lower, "black") || strings.Contains(lower, "heavy") || strings.HasSuffix(lower, "-bd") ||
		v.Key("FontDescriptor").Key("StemV").Float64() >= 140 || v.Key("FontDescriptor").Key("FontWeight").Float64() >= 600
	if u := v.Key("ToUnicode"); u.Kind() == lib.Stream {
		f.unicode = readMap(decode(u, &r.budget))
	}
	if v.Key("Subtype").Name() == "Type0" {
		f.composite(v)
		return f
	}
	f.simple(v, base)
	return f
}

func (f *font) entries() int {
	if f.unicode == nil {
		return len(f.widths)
	}
	return len(f.widths) + len(f.unicode.chars)
}

func (f *font) composite(v lib.Value) {
	f.wide = f.unicode == nil || f.unicode.width != 1
	f.blind = f.unicode == nil || len(f.unicode.chars) == 0
	if strings.HasPrefix(v.Key("Encoding").Name(), "UniGB-UCS2") || strings.Contains(v.Key("Encoding").Name(), "UTF16") {
		f.blind = false
	}
	d := v.Key("DescendantFonts").Index(0)
	f.missing = 1
	if dw := d.Key("DW"); dw.Kind() != lib.Null {
		f.missing = dw.Float64() / 1000
	}
	f.bold = f.bold || d.Key("FontDescriptor").Key("StemV").Float64() >= 140 || d.Key("FontDescriptor").Key("FontWeight").Float64() >= 600
	f.wideWidths(d.Key("W"))
}

// wideWidths reads "first [w w …]" and "first last w". Ranges may be stated again and again, so what is set is counted.
func (f *font) wideWidths(w lib.Value) {
	sets := 0
	set := func(c int, width float64) bool {
		if sets++; sets <= maxMapped {
			f.widths[c] = width
		}
		return sets <= maxMapped
	}
	for i := 0; i < min(w.Len(), 100_000) && sets <= maxMapped; {
		first, second := int(w.Index(i).Int64()), w.Index(i+1)
		if second.Kind() == lib.Array {
			for j := 0; j < second.Len() && set(first+j, second.Index(j).Float64()/1000); j++ {
			}
			i += 2
			continue
		}
		width := w.Index(i+2).Float64() / 1000
		for c := first; c <= int(second.Int64()) && set(c, width); c++ {
		}
		i += 3
	}
}

func (f *font) simple(v lib.Value, base string) {
	scale := 0.001
	if m := v.Key("FontMatrix"); v.Key("Subtype").Name() == "Type3" && m.Len() == 6 {
		scale = m.Index(0).Float64()
	}
	first, w := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(w.Len(), 256) {
		f.widths[first+i] = w.Index(i).Float64() * scale
	}
	f.missing = v.Key("FontDescriptor").Key("MissingWidth").Float64() * scale
	if w.Len() == 0 {
		f.standardWidths(base)
	}
	f.encoding(v)
}

// helvetica is the widths of the printable ASCII characters, from the metrics that every PDF reader has. Times is narrower.
var helvetica = [95]int16{278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584,
	584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278,
	469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584}

func (f *font) standardWidths(base string) {
	f.missing = 0.556
	for i, w := range helvetica {
		switch width := float64(w) / 1000; {
		case strings.Contains(base, "Courier"):
			f.widths[32+i], f.missing = 0.6, 0.6
		case strings.Contains(base, "Times"):
			f.widths[32+i] = width * 0.9
		default:
			f.widths[32+i] = width
		}
	}
}

// encoding fills texts by the library's tables: the base encoding first, then the differences from it.
func (f *font) encoding(v lib.Value) {
	enc := v.Key("Encoding")
	var decoder lib.TextEncoding
	if enc.Kind() == lib.Dict || enc.Name() == "MacRomanEncoding" { // of others the library may read a map without bounds
		decoder = (&lib.Font{V: v}).Encoder()
	}
	for c := range 256 {
		f.texts[c] = string(winANSI(c))
		if enc.Name() == "MacRomanEncoding" {
			f.texts[c] = decoder.Decode(string([]byte{byte(c)}))
		}
	}
	if enc.Kind() != lib.Dict {
		return
	}
	differences, at := enc.Key("Differences"), -1
	if differences.Len() > 2000 {
		return
	}
	for i := range differences.Len() {
		switch d := differences.Index(i); {
		case d.Kind() == lib.Integer:
			at = int(d.Int64())
		case d.Kind() == lib.Name && 0 <= at && at < 256:
			f.texts[at] = glyphText(d.Name(), at, decoder)
			at++
		}
	}
}

// glyphText is the text of a glyph by its name: one of Adobe's list, "uni20AC", or parts joined by an underscore as "f_i".
func glyphText(glyph string, at int, decoder lib.TextEncoding) string {
	bare, _, _ := strings.Cut(glyph, ".")
	if hex, ok := strings.CutPrefix(bare, "uni"); ok && len(hex) >= 4 {
		if n, err := strconv.ParseUint(hex[:4], 16, 32); err == nil {
			return string(rune(n))
		}
	}
	if hex, ok := strings.CutPrefix(bare, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return string(rune(n))
		}
	}
	if parts := strings.Split(bare, "_"); len(parts) > 1 && len(strings.Join(parts, "")) == len(parts) {
		return strings.Join(parts, "")
	}
	if len(bare) == 1 {
		return bare
	}
	return decoder.Decode(string([]byte{byte(at)}))
}

func winANSI(c int) rune {
	if c < 0x80 || c > 0x9f {
		return rune(c)
	}
	return []rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")[c-0x80]
}

// glyphs cuts a string into codes.
func (f *font) glyphs(s string, each func(glyph)) {
	step := 1
	if f.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		c := int(code(s[i : i+step]))
		g := glyph{blank: step == 1 && c == 32}
		var ok bool
		if g.width, ok = f.widths[c]; !ok {
			g.width = f.missing
		}
		if f.unicode != nil {
			g.text, ok = f.unicode.chars[uint32(c)]
		} else {
			ok = false
		}
		switch {
		case ok:
		case !f.wide:
			g.text = f.texts[c]
		case !f.blind && f.unicode == nil:
			g.text = utf16Text(s[i : i+2])
		}
		each(g)
	}
}
