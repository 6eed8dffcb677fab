package plan

import "tenon/index/columns"

// EveryTileAThread makes few tiles be worth several goroutines until the returned function is called.
func EveryTileAThread() (restore func()) {
	was := tilesAThread
	tilesAThread = 1
	return func() { tilesAThread = was }
}

// EachProcessor calls f with the instructions of every kind that this processor has, the plain ones first.
func EachProcessor(f func(name string)) {
	was := processor
	defer func() { processor = was }()
	for _, x := range wide() {
		processor = x
		f(x.name)
	}
}

// Loops are what the instructions of one kind do with a block.
type Loops struct {
	Reach func(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
	Flush func(acc, peak *[columns.Block]uint16, base uint16)
}

// AllLoops are those of every kind by name.
func AllLoops() map[string]Loops {
	out := map[string]Loops{}
	for _, x := range wide() {
		out[x.name] = Loops{x.reach, x.flush}
	}
	return out
}
