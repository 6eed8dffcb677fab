package parquet

import (
	"encoding/hex"
	"errors"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// textOf is how the values of a column are written as text, by its logical type and else by its physical one.
func textOf(n parquet.Node) func(parquet.Value) (string, error) {
	logical := n.Type().LogicalType()
	if logical == nil {
		return plain
	}
	switch t := logical.Value.(type) {
	case *format.DateType:
		return func(v parquet.Value) (string, error) { return day(int64(v.Int32()) * 24 * 60 * 60), nil }
	case *format.TimestampType:
		per := unitsPerSecond(t.Unit)
		return func(v parquet.Value) (string, error) { return day(v.Int64() / per), nil }
	case *format.DecimalType:
		return func(v parquet.Value) (string, error) { return decimal(v, int(t.Scale)) }
	case *format.UUIDType:
		return func(v parquet.Value) (string, error) { return hex.EncodeToString(v.ByteArray()), nil }
	}
	return plain
}

func unitsPerSecond(u format.TimeUnit) int64 {
	switch u.Value.(type) {
	case *format.MilliSeconds:
		return 1_000
	case *format.MicroSeconds:
		return 1_000_000
	}
	return 1_000_000_000
}

func day(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(time.DateOnly) }

var errNoText = errors.New("bytes that are not UTF-8: want text")

func plain(v parquet.Value) (string, error) {
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.FormatBool(v.Boolean()), nil
	case parquet.Int32:
		return strconv.FormatInt(int64(v.Int32()), 10), nil
	case parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10), nil
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32), nil
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64), nil
	case parquet.Int96: // a moment of old writers: nanoseconds of a Julian day
		const julian1970 = 2_440_588
		return day((int64(v.Int96()[2]) - julian1970) * 24 * 60 * 60), nil
	}
	b := v.ByteArray()
	if !utf8.Valid(b) {
		return "", errNoText
	}
	return string(b), nil
}

// decimal writes an unscaled number with its point.
func decimal(v parquet.Value, scale int) (string, error) {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32:
		n.SetInt64(int64(v.Int32()))
	case parquet.Int64:
		n.SetInt64(v.Int64())
	default:
		b := v.ByteArray()
		if len(b) > 32 {
			return "", errors.New("a decimal of more than 32 bytes")
		}
		if n.SetBytes(b); len(b) > 0 && b[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	if scale <= 0 || scale > 76 {
		return n.String(), nil
	}
	digits := new(big.Int).Abs(n).String()
	if len(digits) <= scale {
		digits = strings.Repeat("0", scale-len(digits)+1) + digits
	}
	sign := ""
	if n.Sign() < 0 {
		sign = "-"
	}
	return sign + digits[:len(digits)-scale] + "." + digits[len(digits)-scale:], nil
}
