// Package blevetext is full text in a bleve index (scorch) of one directory.
//
// Documents are named kind 0x1f organisation 0x1f id. The mapping is fixed: title and body are analysed as English and scored
// by BM25, concepts and facet fields are keywords, and no field is indexed twice. The number of the last change is written in
// the same batch as the documents, under an internal key. Words of a query that the taxonomy knows are also looked for as
// concepts, so that k8s finds Kubernetes; bleve's own synonyms are not used, since they drop phrases.
package blevetext
