package batch

// SetKeepEvents sets how many events are kept, and returns what sets it back.
func SetKeepEvents(n int64) func() {
	was := keepEvents
	keepEvents = n
	return func() { keepEvents = was }
}

// SetFlushEvents sets how many events are held, and returns what sets it back.
func SetFlushEvents(n int) func() {
	was := flushEvents
	flushEvents = n
	return func() { flushEvents = was }
}
