// Package pdf reads the text of PDF files in reading order: columns one after the other, tables row by row.
//
// The one function to know is [Read]. The objects of the file are parsed by ledongthuc/pdf, over a copy of the file whose
// cross-references were made anew (package file source.go says why); the content of the pages is interpreted here, because colour,
// render mode, composite fonts and forms decide what a reader sees. What will bite: a PDF has no words, lines or columns. They are
// inferred from the places of glyphs, and the inference is tuned for résumés and adverts, not for newspapers.
package pdf
