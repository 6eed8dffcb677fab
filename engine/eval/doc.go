// Package eval measures rankings against judgements, in the formats of TREC.
//
// A run has lines "query Q0 document rank score tag", judgements have lines "query 0 document relevance". As trec_eval does, a run
// is ordered by score, the larger first, and equal scores by document id, the larger first; the rank that a line states is not
// read. A relevance of 1 or more is relevant.
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
//	           scores counting half; queries that rank only one of the two kinds are left out of its mean
//
// The values are floating point, but their order of summation is fixed: the same files give the same bytes.
package eval
