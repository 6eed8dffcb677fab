package command

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// memory is a number of bytes on the command line; 0 is what the machine and the control groups leave.
type memory uint64

var memoryUnits = []struct {
	suffix string
	bytes  float64
}{{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}, {"TB", 1 << 40}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {"T", 1 << 40}, {"B", 1}, {"", 1}}

// UnmarshalText reads as 12GB or 800MB.
func (m *memory) UnmarshalText(text []byte) error {
	s := strings.ToUpper(strings.TrimSpace(string(text)))
	for _, u := range memoryUnits {
		n, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
		if err != nil || v <= 0 || v*u.bytes >= math.MaxUint64 {
			break
		}
		*m = memory(v * u.bytes)
		return nil
	}
	return fmt.Errorf("%q is no amount of memory: want one such as 12GB or 800MB", text)
}
