// Package taxonomy is the vocabulary that candidates and roles are compared in: skills, certifications, titles and their
// role families, degrees, languages, industries, values and benefits, and the strength table of skills.
//
// A [Taxonomy] is immutable and safe for concurrent use; [Default] is the shipped one. [Taxonomy.Resolve] and
// [Taxonomy.ParseTitle] find the concept of a name, [Taxonomy.Extract] the skills that a text names, [Taxonomy.Similarity] the
// edge by which one concept stands for another, with its source. These do not allocate, but for the spans returned.
//
// What will bite: a [No] belongs to one version; keep ids in records. [Taxonomy.Extract] leaves out names that are ordinary
// words (Go, R, Excel) unless they are spelt exactly and the context speaks for the skill, so it finds less than a reader;
// a place or a person of such a name after "in" or "using" is still taken for the skill.
//
// # Two parts
//
// The overlay, data/*.txt, is written by hand: today's AI, data, platform and software work with edges and rules for running
// text. The open part, data/open, is generated from ESCO, O*NET, GitHub topics, the CNCF and LF AI & Data landscapes and lists of
// languages and products; see the command generate, and open.go for its files. Where both have a thing it is one concept, with
// the overlay's id, and [Taxonomy.ByID] finds it by the others, too. After an edit of the overlay the generator must run again.
// A third part may be somebody's own: see [With].
//
// # Files
//
// A taxonomy is a directory of *.txt files in UTF-8. Empty lines and lines that begin with "# " are skipped.
//
//	version.txt    one line, the name of the version
//	strength.txt   the strength table: lines of a name and numbers
//	seniority.txt  words of titles that say a step of the career ladder
//	*.txt          concepts, divided among files as one likes
//
// A concept is a block: a line of id and label, then indented lines of a key and what it says. A key may come several times.
// Lists are separated by " | "; ids may leave out the kind that they must have.
//
//	skill/pytorch PyTorch
//	  type tool
//	  alias Torch | PyTorch 2
//	  implies 90 deep-learning-framework from https://pytorch.org/docs
//	  related 60 tensorflow from tenon:curated
//
// Ids begin with skill/, cert/, title/, family/, degree/, language/ (ISO 639), industry/ or value/. Within a kind no two
// concepts share a name, compared by letters and digits only.
//
//	alias LIST     other names; case, hyphens, dots, blanks, accents and a plural s need no alias of their own
//	case LIST      aliases that count in running text only when spelt exactly so (Airflow, LIME); where one opens a sentence
//	               that goes on in small letters, the context decides, too
//	guard LIST     as case, and only when the context speaks for the skill: list signs and other skills beside it, words
//	               such as "in Go" or "Go developer", a head ("Skills: Go"), a line by itself
//	person LIST    as guard, and people have the name: "with Julia" is no context
//	implies SIM ID… from SOURCE    who has this has the other at SIM per cent, 1–90 (a narrower edge)
//	related SIM ID… from SOURCE    each stands for the other, 1–60
//	resembles SIM ID… from SOURCE  as related, one way: this stands for the other
//	broader SIM ID… from SOURCE    the other, broader, stands for this, 1–55
//
// A label that is also listed under case, guard or person is as strict as listed. Keys of one kind:
//
//	skill      type tool|method|language|platform|practice; groups GenAI MLOps ResponsibleAI
//	cert       issuer NAME; valid MONTHS (0: does not expire); level 1–5 that it proves; skills ID…
//	title      family ID; step WORD, when the title implies one by itself
//	family     field LIST, fields of work that "head of" or "intern" makes a title; the title of the same name must exist
//	degree     isced LEVEL, 0–8 or a word of profiles.ISCED
//	industry   parent ID, which has none itself
//
// # Edges
//
// Narrower edges chain: sims multiply (90·90 div 100), sources are joined with "; ", the best chain counts and those under
// 65 are dropped. A narrower edge has a reverse, broader, at 55·sim² div 10000 unless the file says one; these chain too, down
// to 25. Cycles of either kind are refused. Titles of one family are related by derivation: to the title that the family
// is named after 85, back 55, among others 50; titles of related families by the sim of the families, less 15 % for each
// side that is not the one named after. Industries of one parent are related at 50, to the parent too. The source of derived
// edges is tenon:title-family and tenon:industry-parent, that of an edge set by hand tenon:curated.
package taxonomy
