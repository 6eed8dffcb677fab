// Package intake is the only way by which records come into a store.
//
// [Intake.Import] takes files through four steps, record by record: package format decodes, normalise puts places, countries, titles
// and ids in order, Validate judges, and the store keeps batches of what passed. A record that fails is a line of the [Report],
// with its file, number, field path and reason, and never stops the others.
//
// A report quotes no value of an identity, and is bounded: beyond [MaxLines] only the counts go on.
package intake
