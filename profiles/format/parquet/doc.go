// Package parquet reads the rows of a Parquet file as the cells of a table: a text, or a list of texts where a column repeats.
//
// The two types to know are [File] and [Cell]. Row groups are read one after the other and only the columns that are asked for, a
// page at a time, so that memory follows the pages and not the file. What will bite: the library that decodes the pages trusts
// what a file says of its sizes. So everything is looked at before the library sees it (guard.go, pages.go): the lists of the
// footer, the size of each page, what it unpacks to, and how many values its runs claim. Files whose pages together exceed the
// limits of this package are refused, and a panic of the library becomes an error.
package parquet
