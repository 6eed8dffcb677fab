// Package bench measures Tenon over a generated corpus beside bleve alone, in one run: `tenon bench`.
//
// [Run] is the entry. Figures of one run are ratios of each other; on a machine that others use they are nothing else. The corpus
// is that of profiles/synthetic. Every answer that is timed is also compared, on a sample, with scoring pair by pair.
package bench
