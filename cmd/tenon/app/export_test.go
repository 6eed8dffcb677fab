package app

// KeepInFeed has deletions leave the feed after so many changes, until what it returns is called.
func KeepInFeed(n uint64) func() {
	was := feedKeeps
	feedKeeps = n
	return func() { feedKeeps = was }
}

// Hide makes as if what is kept of standing searches were open elsewhere, until what it returns is called.
func Hide(a *App) func() {
	x := a.alerts.Swap(nil)
	return func() { a.alerts.Store(x) }
}
