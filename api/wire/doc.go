// Package wire holds the JSON of the API beside the records of package profiles and the answers of package engine, which go over
// the wire as they are: requests, pages and problems. The server and the client share it. The tags doc, example, minimum, … end up in
// the OpenAPI document.
package wire
