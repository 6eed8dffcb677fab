package columns

import (
	"math"
	"strings"
)

// texts are texts of rows one behind the other, without a pointer to each, through all of which the collector would go.
type texts struct {
	all  string
	from []uint32 // where each begins, and the last one ends; nil where there are none, each of which is empty
}

// textsOf are those of n rows.
func textsOf(n int, of func(l int) string) texts {
	var all strings.Builder
	from := make([]uint32, n+1)
	for l := range n {
		all.WriteString(of(l))
		from[l+1] = uint32(all.Len()) //nolint:gosec // ids of a tile are some megabytes at most
	}
	return texts{strings.Clone(all.String()), from}
}

// orNone are the texts, or none where all are empty.
func (x texts) orNone() texts {
	if x.all == "" {
		return texts{}
	}
	return x
}

// at is the text of a row.
func (x *texts) at(l int) string {
	if x.from == nil {
		return ""
	}
	return x.all[x.from[l]:x.from[l+1]]
}

// len is how many there are.
func (x *texts) len() int { return max(0, len(x.from)-1) }

func (x *texts) bytes() int { return len(x.all) + 4*len(x.from) }

// texts codes their lengths, and then them.
func (c *coder) texts(x *texts) {
	lengths := make([]uint32, x.len())
	for i := range lengths {
		lengths[i] = x.from[i+1] - x.from[i]
	}
	column(c, &lengths)
	if !c.reading {
		c.b = append(c.b, x.all...)
		return
	}
	*x = texts{}
	if len(lengths) == 0 {
		return
	}
	total, from := uint64(0), make([]uint32, 1, len(lengths)+1)
	for _, n := range lengths {
		total += uint64(n)
		from = append(from, uint32(total)) //nolint:gosec // looked at below
	}
	if total > min(uint64(len(c.b)), math.MaxUint32) {
		c.fail()
		return
	}
	*x, c.b = texts{string(c.b[:total]), from}, c.b[total:]
}
