// Package synthetic draws candidates and roles for measurements: the same seed and number give the same record on every machine.
//
// [Corpus] is the type to know. Record i depends on the seed and on i alone, so that a million of them need not be held.
// The distribution, over the concepts of the taxonomy that are Tenon's own:
//
//	what         how it is drawn
//	family       one of the title families for each candidate and each role; rank r with weight 1/(r+5)
//	titles       of the family; one in five of any other
//	skills       10 to 20; two of three from the 80 of the family, which are drawn like the others
//	             from all, rank r with weight 1/(r+10), so that some are common to many families; levels 1 to 5 of half
//	jobs         1 to 4, 6 to 65 months each, most recent first; each names up to three of the skills
//	certificates none, one or two, issued within five years
//	languages    one to three with a level for two of three; degree known of three in four
//	evidence     a repository, paper, talk or community of one in three
//	place        one of 300 cities, rank r with weight 1/(r+10)
//	wishes       of half: pay and place; some of these skills, seniority, engagement, values
//
// A role asks for its title, three years, ten skills of its family and of all, a degree; one in three for a certificate, a language
// or an industry. Nobody is meant: there are no names, and ids are numbers.
package synthetic
