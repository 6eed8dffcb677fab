package batch

// SetKeepEvents sets how many events are kept, and returns what sets it back.
func SetKeepEvents(n int64) func() {
	was := keepEvents
	keepEvents = n
	return func() { keepEvents = was }
}
