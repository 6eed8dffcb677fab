package plan

// EveryTileAThread makes few tiles be worth several goroutines until the returned function is called.
func EveryTileAThread() (restore func()) {
	was := tilesAThread
	tilesAThread = 1
	return func() { tilesAThread = was }
}
