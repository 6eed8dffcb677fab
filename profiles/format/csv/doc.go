// Package csv reads the rows of a table of text in whatever dialect it was exported: comma, semicolon, tab or bar; UTF-8, UTF-16
// or Windows-1252; line feeds, carriage returns or both; with a byte order mark or the "sep=;" of a spreadsheet.
//
// The two types to know are [Reader] and [Row]. A row that cannot be read has its fault in [Row.Err] and the next one is tried:
// a quote that never closes costs one line, not the rest of the file. What will bite: the cells are not trimmed, and how many a
// row has is for the caller to judge.
package csv
