package app

// Hide makes as if what is kept of standing searches were open elsewhere, until what it returns is called.
func Hide(a *App) func() {
	x := a.alerts.Swap(nil)
	return func() { a.alerts.Store(x) }
}
