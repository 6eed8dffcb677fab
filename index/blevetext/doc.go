// Package blevetext is full text in a bleve index (scorch) of one directory.
//
// Documents are named kind 0x1f organisation 0x1f id. Title, body and names (skills as written, employer, industry, city) are
// analysed as English and scored by BM25; concepts and facet fields are keywords. The number of the last change is written in
// the same batch as the documents, under an internal key, so that whatever state bleve opens says truly how far it is. Words of
// a query that the taxonomy knows are also looked for as concepts, so that k8s finds Kubernetes; bleve's own synonyms are not
// used, since they drop phrases.
//
// What will bite: the taxonomy is part of the index, another version needs a new one. bleve does not look at the checksums of
// its segments when it opens them; [Text.Check] does.
package blevetext
