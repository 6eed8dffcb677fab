package standing

// SetManyScores sets from how many scores on they are made in one scan, and returns what sets it back.
func SetManyScores(n int) func() {
	was := manyScores
	manyScores = n
	return func() { manyScores = was }
}

// SetKeepEvents sets how many events are kept, and returns what sets it back.
func SetKeepEvents(n int64) func() {
	was := keepEvents
	keepEvents = n
	return func() { keepEvents = was }
}
