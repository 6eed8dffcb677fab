package app

import (
	"context"

	"tenon/index/columns"
	"tenon/profiles"
)

// What is needed more while changes are on their way into columns and text: of each, and of all that are on their way at a time.
const (
	columnsBytes = 1500
	columnsMost  = 140 << 20
	builtBytes   = 300 // of a candidate that has come into the columns, until they are saved
	textBytes    = 40 << 10
	textMost     = 300 << 20
)

// lacking is how many changes columns and text lack.
type lacking struct{ columns, text profiles.Seq }

// littleLacking is what a server that was killed may lack: that much does not keep it from starting again.
const littleLacking = 2 * SaveEvery

// butLittle is without what is little.
func (l lacking) butLittle() lacking {
	if l.columns <= littleLacking {
		l.columns = 0
	}
	if l.text <= littleLacking {
		l.text = 0
	}
	return l
}

// need is how many bytes more are needed until nothing is lacking, of a store with so many candidates.
func (l lacking) need(candidates int) uint64 {
	return min(uint64(l.columns)*columnsBytes, columnsMost) + min(uint64(l.text)*textBytes, textMost) + min(uint64(l.columns), uint64(candidates))*builtBytes
}

// lacks is how much the text that is open and the checkpoint of the columns, for a month, lack.
func (a *App) lacks(ctx context.Context, asOf profiles.Month) (l lacking, err error) {
	seq, err := a.Store.Seq(ctx)
	if err != nil {
		return l, err
	}
	at, err := a.Text.Seq(ctx)
	if err != nil {
		return l, err
	}
	lost, err := a.lost(ctx)
	if err != nil {
		return l, err
	}
	l = lacking{columns: seq, text: seq}
	if !lost.text(at) { // else it is made anew
		l.text -= at
	}
	h, err := columns.ReadHead(a.dir)
	if err == nil && h.Store == a.storeID && !lost.columns(h.Seq) && h.AsOf == asOf && h.Taxonomy == a.Taxonomy.Version() && h.Rates == a.Rates.Version() {
		l.columns -= h.Seq
	}
	return l.butLittle(), nil // what is wrong with a checkpoint is told where it is loaded
}
