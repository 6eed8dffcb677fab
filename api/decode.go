package api

import (
	"tenon/profiles/format"
)

// readJSON reads a body as huma asks: into anything to check it, then into its type. Encoding/json takes what two readers may
// understand in two ways; here it is refused: repeated fields, bytes that are not UTF-8, something behind the value.
func readJSON(data []byte, v any) error { return format.ReadJSON(data, v) }
