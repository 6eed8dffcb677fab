// Package bench measures Tenon over a generated corpus beside bleve alone, in one run: `tenon bench`.
//
// [Run] is the entry. Figures of one run are ratios of each other; on a machine that others use they are nothing else. The corpus
// is that of profiles/synthetic. Queries are asked in rounds, in every way one after the other: a figure is the median over queries of
// the median of the rounds. Every way to answer that is timed is also compared, on a sample, with scoring pair by pair.
package bench
