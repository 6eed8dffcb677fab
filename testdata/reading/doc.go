// Package reading measures how well documents are read: résumés and adverts made for the purpose, whose truth is known, are given
// to format.Decode and what comes out is compared field by field. README.md says what the files are and how they are made.
//
// All of it is tests. What will bite: the tables in testdata/golden move with every change of the readers, and that is what
// they are for. Faults are shown of the half to develop with only; the other half is measured, never looked at.
package reading
