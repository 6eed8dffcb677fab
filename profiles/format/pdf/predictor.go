package pdf

import (
	"io"

	lib "github.com/ledongthuc/pdf"
)

// maxRow bounds a row of predicted bytes: rows are those of pictures, and of tables of a few bytes.
const maxRow = 1 << 20

// predictor undoes the prediction of bytes from those to their left and above, which makes data easier to pack.
type predictor struct {
	from       io.Reader
	png        bool
	pixel      int // bytes
	row, above []byte
	rest       []byte
}

// predicted undoes the prediction that the parameters of a filter state; nil if they make no sense.
func predicted(from io.Reader, params lib.Value) io.Reader {
	number := func(key string, otherwise int64) int64 {
		if v := params.Key(key); v.Kind() == lib.Integer {
			return v.Int64()
		}
		return otherwise
	}
	kind := number("Predictor", 1)
	if kind < 2 {
		return from
	}
	colours, bits, columns := number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1)
	if colours < 1 || colours > 32 || bits < 1 || bits > 16 || columns < 1 || columns > maxRow || kind == 2 && bits != 8 {
		return nil
	}
	size := (colours*bits*columns + 7) / 8
	if size > maxRow {
		return nil
	}
	return &predictor{from: from, png: kind != 2, pixel: int((colours*bits + 7) / 8), row: make([]byte, size), above: make([]byte, size)}
}

func (p *predictor) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// next undoes one row. Of a row that is cut short what there is counts.
func (p *predictor) next() error {
	p.row, p.above = p.above, p.row
	var how [1]byte
	if p.png {
		if _, err := io.ReadFull(p.from, how[:]); err != nil {
			return err
		}
	}
	n, err := io.ReadFull(p.from, p.row)
	if n == 0 {
		return err
	}
	clear(p.row[n:])
	if p.png {
		p.undo(how[0])
	} else {
		p.undo(1)
	}
	p.rest = p.row[:n]
	return nil
}

// undo adds to each byte what the algorithm foretold: the byte to the left, above, their mean, or the nearest of three to their sum.
func (p *predictor) undo(how byte) {
	for i := range p.row {
		var left, corner byte
		if i >= p.pixel {
			left, corner = p.row[i-p.pixel], p.above[i-p.pixel]
		}
		switch up := p.above[i]; how {
		case 1:
			p.row[i] += left
		case 2:
			p.row[i] += up
		case 3:
			p.row[i] += byte((int(left) + int(up)) / 2)
		case 4:
			p.row[i] += paeth(left, up, corner)
		}
	}
}

func paeth(left, up, corner byte) byte {
	sum := int(left) + int(up) - int(corner)
	a, b, c := distance(sum, left), distance(sum, up), distance(sum, corner)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return up
	}
	return corner
}

func distance(a int, b byte) int { return max(a-int(b), int(b)-a) }
