// Package eval measures rankings against judgements, in the formats of TREC.
//
// A run has lines "query Q0 document rank score tag", judgements have lines "query 0 document relevance". As trec_eval does, a run
// is ordered by score, the larger first, and equal scores by document id, the larger first; the rank that a line states is not
// read, so a run whose ranks disagree with its scores is measured by its scores. A relevance of 1 or more is relevant. Fields are
// separated by blanks of ASCII. Scores are kept in double precision; trec_eval 9 keeps them in single precision, so that scores
// equal in their first seven digits are ties there.
//
// [ScoreFile] measures a run of any size with one ranking in memory, as long as the lines of each query stand together.
//
// # Metrics
//
// Every metric is a mean over the queries that have a relevant document; such a query that the run leaves out counts 0. For one
// query with R relevant documents:
//
//	map        mean of the precision at the rank of each relevant document; those not ranked count 0
//	ndcg@10    Σ rel/log2(rank+1) over the first ten, divided by that of the best order (Järvelin and Kekäläinen 2002)
//	mrr        1/rank of the first relevant document
//	p@1 p@5 p@10    relevant documents among the first k, divided by k
//	recall@10 recall@100    the same, divided by R
//	rprec      precision at rank R
//	rp@5 rp@10 relevant documents among the first k, divided by min(k, R): R-precision at k of the skill-extraction literature
//	auc        share of pairs of a relevant and another ranked document in which the relevant one has the larger score, equal
//	           scores counting half; queries that rank only one of the two kinds, or nothing, have no value and are left
//	           out of its mean: Report.AUCQueries says how many are in it
//
// The values are floating point, but their order of summation is fixed: the same files give the same bytes.
package eval
