package advert

import "tenon/profiles/format/reading"

// The patterns of this package are those of package reading, by short names: there are hundreds.
type pattern = reading.Pattern

var words, longest, exact = reading.Words, reading.Longest, reading.Exact
