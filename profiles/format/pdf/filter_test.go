package pdf_test

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// packLZW packs with the codes one step longer early, as the format does unless it says otherwise.
func packLZW(s string) string {
	var out bytes.Buffer
	var bits, width, held = uint(0), uint(9), uint(0)
	emit := func(code int) {
		bits, held = bits<<width|uint(code), held+width
		for ; held >= 8; held -= 8 {
			out.WriteByte(byte(bits >> (held - 8)))
		}
	}
	table := map[string]int{}
	reset := func() {
		emit(256)
		clear(table)
		for i := range 256 {
			table[string([]byte{byte(i)})] = i
		}
		width = 9
	}
	reset()
	next, prefix := 258, ""
	for i := range len(s) {
		if _, ok := table[prefix+s[i:i+1]]; ok {
			prefix += s[i : i+1]
			continue
		}
		emit(table[prefix])
		table[prefix+s[i:i+1]] = next
		next++
		if next >= 1<<width {
			width++
		}
		if next >= 4094 {
			reset()
			next = 258
		}
		prefix = s[i : i+1]
	}
	emit(table[prefix])
	if next++; next >= 1<<width {
		width++
	}
	emit(257)
	if held > 0 {
		out.WriteByte(byte(bits << (8 - held)))
	}
	return out.String()
}

func packLateLZW(s string) string {
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.MSB, 8)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func pack85(s string) string {
	var b bytes.Buffer
	w := ascii85.NewEncoder(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String() + "~>"
}

// packRuns alternates both sorts of runs.
func packRuns(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := 1
		for n < len(s) && n < 128 && s[n] == s[0] {
			n++
		}
		if n > 1 {
			b.WriteByte(byte(257 - n))
			b.WriteByte(s[0])
		} else {
			n = min(7, len(s))
			b.WriteByte(byte(n - 1))
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String() + "\x80"
}

// foretell packs rows of ten bytes with one algorithm of PNG each.
func foretell(s string) string {
	const row = 10
	var out []byte
	above := make([]byte, row)
	for n := 0; len(s) > 0; n++ {
		how := byte(n % 5)
		line := []byte((s + strings.Repeat(" ", row))[:row])
		out = append(out, how)
		for i, c := range line {
			var left, corner byte
			if i > 0 {
				left, corner = line[i-1], above[i-1]
			}
			switch how {
			case 1:
				c -= left
			case 2:
				c -= above[i]
			case 3:
				c -= byte((int(left) + int(above[i])) / 2)
			case 4:
				c -= nearest(left, above[i], corner)
			}
			out = append(out, c)
		}
		above, s = line, s[min(row, len(s)):]
	}
	return string(out)
}

func nearest(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	best := a
	for _, x := range []byte{b, c} {
		if max(p-int(x), int(x)-p) < max(p-int(best), int(best)-p) {
			best = x
		}
	}
	return best
}

// leftOf packs rows of ten bytes as TIFF does.
func leftOf(s string) string {
	s += strings.Repeat(" ", (10-len(s)%10)%10)
	out := []byte(s)
	for i := len(out) - 1; i > 0; i-- {
		if i%10 > 0 {
			out[i] -= out[i-1]
		}
	}
	return string(out)
}

func TestEveryFilterOfTextIsUndone(t *testing.T) {
	if got := packLZW("-----A---B"); got != "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" {
		t.Fatalf("the example of the format's own description is packed as %x", got)
	}
	var words strings.Builder // enough for codes of twelve bits, and a table that begins anew
	for i := range 9000 {
		fmt.Fprintf(&words, "%d ", i*7919%100_003)
	}
	content := "% " + words.String() + "\n" + seen
	for dict, data := range map[string]string{
		"/Filter /LZWDecode": packLZW(content),
		"/Filter [/LZWDecode] /DecodeParms [<< /EarlyChange 1 >>]":                        packLZW(content),
		"/Filter/LZW/DecodeParms<</EarlyChange 0>>":                                       packLateLZW(content),
		"/Filter /ASCII85Decode":                                                          pack85(content),
		"/Filter /A85":                                                                    "<~" + pack85(content),
		"/Filter /ASCIIHexDecode":                                                         strings.ToUpper(hex.EncodeToString([]byte(content))) + ">",
		"/Filter /RunLengthDecode":                                                        packRuns(content),
		"/Filter [/ASCII85Decode /LZWDecode]":                                             pack85(packLZW(content)),
		"/Filter [/ASCIIHexDecode/RunLengthDecode /FlateDecode ]":                         hex.EncodeToString([]byte(packRuns(flate(content)))),
		"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 10 >>":               flate(foretell(content)),
		"/Filter /LZWDecode /DecodeParms << /Predictor 10 /Columns 10 >>":                 packLZW(foretell(content)),
		"/Filter [/A85 /Fl] /DecodeParms [null << /Predictor 2 /Columns 10 /Colors 1 >>]": pack85(flate(leftOf(content))),
		"/Filter [/Crypt /FlateDecode] /DecodeParms [<< /Name /Identity >> null]":         flate(content),
		"/Filter /LZWDecode /A (cut short)":                                               packLZW(content + strings.Repeat("% more\n", 9000))[:len(packLZW(content))+100],
		"/Filter /FlateDecode /DecodeParms << /Predictor 1 /Columns 99999999999 >>":       flate(content),
	} {
		t.Run(dict, func(t *testing.T) {
			doc, err := read(t, pageWith("/Contents 4 0 R", stream(dict, data)))
			if err != nil || doc.Text != "seen" {
				t.Errorf("%v, %v", doc, err)
			}
		})
	}
}

func TestObjectsInAnLZWStreamAreFound(t *testing.T) {
	bodies := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Contents 4 0 R /Resources << " + fonts + " >> >>"}
	var head, data string
	for i, b := range bodies {
		head += fmt.Sprintf("%d %d ", i+1, len(data))
		data += b + "\n"
	}
	var w writer
	w.at = make([]int, 3)
	w.stream("/Filter /RunLengthDecode", packRuns(seen))
	w.stream(fmt.Sprintf("/Type /ObjStm /N 3 /First %d /Filter /LZWDecode", len(head)), packLZW(head+data))
	doc, err := read(t, append([]byte("%PDF-1.5\n"), w.Bytes()...))
	if err != nil || doc.Text != "seen" {
		t.Errorf("%v, %v", doc, err)
	}
}

func TestFiltersThatMakeNoSenseEndTheStreamOnly(t *testing.T) {
	for _, dict := range []string{"/Filter /DCTDecode", "/Filter /Nonsense", "/Filter 7", "/Filter [/FlateDecode 7]", "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 99999999 >>",
		"/Filter /FlateDecode /DecodeParms << /Predictor 2 /BitsPerComponent 3 >>", "/Filter [" + strings.Repeat("/Fl ", 9) + "]", "/Filter 4 0 R"} {
		doc, err := read(t, pageWith("/Contents [4 0 R 5 0 R]", stream(dict, flate("(lost) Tj")), stream("", seen)))
		if err != nil || doc.Text != "seen" {
			t.Errorf("%s: %v, %v", dict, doc, err)
		}
	}
}
