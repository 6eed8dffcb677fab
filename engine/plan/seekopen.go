package plan

import (
	"math/bits"
	"slices"

	"tenon/index/columns"
)

// soughtBlock is a block of roles of which lists have been read.
type soughtBlock struct {
	unit unit
	acc  [roleBlock]uint16 // F so far, with the most that late requirements add
	in   roleSet           // the rows that are eligible and not ranked yet
}

// having sets out to the rows that are eligible and have so much of F.
func (b *soughtBlock) having(f int, out *roleSet) {
	for from := 0; from < roleBlock; from += columns.Block {
		acc := (*[columns.Block]uint16)(b.acc[from:])
		in, some := (*[columns.Block / 64]uint64)(b.in[from>>6:]), (*[columns.Block / 64]uint64)(out[from>>6:])
		processor.reach(acc, uint16(f), uint16(f), in, some)
		for w, eligible := range in {
			some[w] &= eligible
		}
	}
}

func (k *search) open(n int, top *Top, res *Result) {
	k.top, k.res = top, res
	k.rankAll(k.units[:n])
}

// rankAll ranks the rows of blocks that can reach the floor: where nothing makes a floor yet, first those that promise most.
func (k *search) rankAll(units []unit) {
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
	k.rankFirst(k.blocks[:taken], eligible)
	for _, b := range k.blocks[:taken] {
		k.visit(b)
		k.having(k.least(), &k.left)
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

// rankFirst ranks those rows of blocks that promise most, a few times as many as are wanted, where there is no floor yet.
func (k *search) rankFirst(blocks []*soughtBlock, eligible int) {
	want := fewOfMany * k.o.K
	if k.top.Floor() >= 0 || want == 0 || want > eligible/4 {
		return
	}
	level, n := k.level(blocks, fewOfMany*want)
	if n > fewOfMany*fewOfMany*want { // nothing tells them apart
		return
	}
	k.soughtBlock = nil
	for _, x := range k.promise(blocks, level, want) {
		if b := blocks[x.block]; k.soughtBlock != b {
			if k.soughtBlock != nil {
				k.hold(false)
			}
			k.visit(b)
		}
		k.in[x.row>>6] &^= 1 << (x.row & 63)
		k.row(int(x.row))
	}
	if k.soughtBlock != nil {
		k.hold(false)
	}
}

// promise are those rows of blocks that have so much of F and whose bounds are the largest, about as many as are wanted, block by block.
func (k *search) promise(blocks []*soughtBlock, level, want int) []openedRow {
	var steps boundSteps
	k.first = k.first[:0]
	for i, b := range blocks {
		k.soughtBlock = b
		k.enter(b.unit)
		k.having(level, &k.left)
		for w, word := range k.left[:(k.n+63)/64] {
			for ; word != 0; word &= word - 1 {
				l := w<<6 + bits.TrailingZeros64(word)
				bound := k.boundOf(l)
				k.first = append(k.first, openedRow{bound, uint16(i), uint16(l)})
				steps.add(bound)
			}
		}
	}
	least := steps.least(want)
	return slices.DeleteFunc(k.first, func(x openedRow) bool { return x.bound < least })
}

// level is about the largest F that so many rows of blocks have, and how many have it.
func (k *search) level(blocks []*soughtBlock, want int) (level, n int) {
	having := func(f int) (n int) {
		for _, b := range blocks {
			b.having(f, &k.left)
			n += k.left.count()
		}
		return n
	}
	level = levelOf(want, having)
	return level, having(level)
}

// boundOf is the most that the key of a row can be, from what stands by row.
func (k *search) boundOf(l int) int32 {
	at := k.from + l
	says := k.r.says[at]
	most := k.most[says.can] - k.short[says.modes&7] - k.payShort(says.can, k.r.pay[at])
	return bounds(k.o.Sort, k.lambda, most).at(int32(k.acc[l]))
}
