// Package format reads files of candidates and roles into [Draft]s: JSON Resume with its job schema, schema.org JobPosting as
// JSON-LD, and Tenon's own JSON, each as one document, a list, or one record a line (NDJSON).
//
// Web pages are read for the JobPostings that they hold as JSON-LD; their text is not read for facts.
//
// The way in is [Decode]. It looks at the bytes, not at the name, to tell the formats apart, reads a record at a time, and never
// holds more than one of them. A record that cannot be read is reported and the next one is tried.
//
// Tenon's own JSON is read strictly: an unknown or repeated field is refused with its path. The foreign formats are read leniently:
// what has no place in the model is noted and left out. Who a person is goes to [Draft.Identity] and nowhere else.
//
// A draft holds what the source says, with its positions. Places, countries and ids are put in order by the package intake.
package format
