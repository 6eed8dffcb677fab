// Command generate makes the open part of the taxonomy from the sources beside it:
//
//	go run ./profiles/taxonomy/generate
//
// It reads sources/*.tsv.gz, trimmed copies of open data (NOTICE names each with its licence), sources/reviewed.txt and the
// overlay in the data directory, and writes data/open and the labels in link/data. The same input gives the same bytes. With
// -train it also trains the tables of linking, link/data/*.bin, which takes minutes.
//
// # Sources
//
//	esco_skills, esco_digital_skills, esco_occupations, esco_ict_occupation_skills   ESCO 1.1 and 1.2
//	onet_technology_skills, onet_alternate_titles, onet_occupations, onet_related_occupations   O*NET
//	linguist_languages   programming languages        github_topics   aliases and related terms
//	landscapes           CNCF and LF AI & Data        simple_icons    spellings of products
//
// # One concept once
//
// Sources are read in the order ESCO, languages, landscapes, O*NET. A concept whose label has the spelling key of a name of
// the overlay, of a label that came before it, or that reviewed.txt names, is that concept: its id is kept beside the other
// and its names are added. After all labels are known the alternative labels are given out in the same order; a name that
// somebody has already is given to nobody else. The overlay wins always. Ids are esco:UUID (the last part of the ESCO URI),
// onet:CODE (the O*NET-SOC code) and, where a source has none, skill/SOURCE-NAME.
//
// # Names in running text
//
// Not every name that a person may list is safe to find in prose. Of ESCO those labels count that have two words or more, and such
// alternative labels of digital skills; of product
// names those of two words or more of which two are capitalised, and single words spelt as no ordinary word is (PostgreSQL),
// which count in that spelling only. reviewed.txt keeps some out. Names of overlay concepts count as the overlay says, never by a source.
package main
