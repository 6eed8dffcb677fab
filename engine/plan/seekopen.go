package plan

import "math/bits"

// seekOpening is how many blocks a search begins with at once: the floor that the best of them make is worth having before most rows of
// any of them are looked at.
var seekOpening = 8 // less in tests

// soughtBlock is a block of roles of which lists have been read.
type soughtBlock struct {
	unit unit
	acc  [roleBlock]uint16 // F so far, with the most that late requirements add
	in   roleSet           // the rows that are eligible and not ranked yet
}

// promisingRole is a row that promises something, and of which block it is.
type promisingRole struct {
	bound int32
	block uint16
	row   uint16
}

// seekOpener has a search rank the first blocks at once.
type seekOpener struct {
	*search
	first int
}

func (o seekOpener) rank(i int, top *Top, res *Result) {
	if i > 0 {
		o.search.rank(o.first+i-1, top, res)
		return
	}
	o.top, o.res = top, res
	o.open(o.units[:o.first])
}

// open ranks the rows of blocks that can reach the floor: where nothing makes a floor yet, first those that promise most.
func (k *search) open(units []unit) {
	taken, eligible := 0, 0
	for _, u := range units {
		if taken == len(k.blocks) {
			k.blocks = append(k.blocks, new(soughtBlock))
		}
		k.soughtBlock = k.blocks[taken]
		k.unit = u
		k.enter(u)
		if n := k.eligible(); n > 0 {
			k.sum()
			taken, eligible = taken+1, eligible+n
		}
	}
	before := k.res.Total
	k.promise(k.blocks[:taken], eligible)
	for _, b := range k.blocks[:taken] {
		k.visit(b)
		k.cut(k.least())
		k.rest()
		k.hold(false)
	}
	k.skip(eligible - (k.res.Total - before))
}

// visit makes a block of which lists have been read the one at hand, and holds certificates until they are let go.
func (k *search) visit(b *soughtBlock) {
	k.soughtBlock = b
	k.enter(b.unit)
	k.hold(true)
}

// promise ranks those rows of blocks that promise most, a few times as many as are wanted, where there is no floor yet.
func (k *search) promise(blocks []*soughtBlock, eligible int) {
	want := fewOfMany * k.o.K
	if k.top.Floor() >= 0 || want == 0 || want > eligible/4 {
		return
	}
	level := k.level(blocks, fewOfMany*want)
	k.first = k.first[:0]
	var steps boundSteps
	for i, b := range blocks {
		k.soughtBlock = b
		k.enter(b.unit)
		k.cut(level)
		for w, word := range k.left[:(k.n+63)/64] {
			for ; word != 0; word &= word - 1 {
				l := w<<6 + bits.TrailingZeros64(word)
				bound := k.boundOf(l)
				k.first = append(k.first, promisingRole{bound, uint16(i), uint16(l)})
				steps.add(bound)
			}
		}
	}
	least := steps.least(want)
	k.soughtBlock = nil
	for _, x := range k.first {
		if x.bound < least {
			continue
		}
		if b := blocks[x.block]; k.soughtBlock != b {
			if k.soughtBlock != nil {
				k.hold(false)
			}
			k.visit(b)
		}
		k.in[x.row>>6] &^= 1 << (x.row & 63)
		k.row(int(x.row))
	}
	k.hold(false)
}

// level is about the largest F that so many rows of blocks have.
func (k *search) level(blocks []*soughtBlock, want int) int {
	from, none := 0, Full+1 // so much of F have enough rows; so much have too few
	for none-from > levelStep {
		mid, n := (from+none)/2, 0
		for _, b := range blocks {
			k.soughtBlock = b
			k.n = roleBlock
			k.cut(mid)
			n += k.left.count()
		}
		if n >= want {
			from = mid
		} else {
			none = mid
		}
	}
	return from
}

// boundOf is the most that the key of a row can be, from what stands by row.
func (k *search) boundOf(l int) int32 {
	at := k.from + l
	says := k.r.says[at]
	most := k.most[says.can] - k.short[says.modes&7] - k.payShort(says.can, k.r.pay[at])
	return bounds(k.o.Sort, k.lambda, most).at(int32(k.acc[l]))
}
