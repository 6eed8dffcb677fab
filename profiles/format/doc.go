// Package format reads files of candidates and roles into [Draft]s: JSON Resume with its job schema, schema.org JobPosting as
// JSON-LD, and Tenon's own JSON, each as one document, a list, or one record a line (NDJSON); tables as CSV or Parquet.
//
// Web pages are read for the JobPostings that they hold as JSON-LD; their text is not read for facts.
//
// The way in is [Decode]. It looks at the bytes, not at the name, to tell the formats apart, reads a record at a time, and never
// holds more than one of them. A record that cannot be read is reported and the next one is tried.
//
// Tenon's own JSON is read strictly: an unknown or repeated field is refused with its path. The foreign formats are read leniently:
// what has no place in the model is noted and left out. Who a person is goes to [Draft.Identity] and nowhere else.
//
// The columns of a table are known by their headers, in English, German, French and Spanish (headers.txt), or named by
// [Options.Columns]. Faults and notes of a row name its line and its column.
//
// A draft holds what the source says, with its positions. Places, countries and ids are put in order by the package intake.
//
// # The way out
//
// [Write] writes Tenon's own JSON, which loses nothing, and [WriteJSONResume] and [WriteJobPosting] the foreign formats. Read
// again, a record differs by what follows, and by nothing else.
//
// Of a candidate, JSON Resume loses:
//   - positions, which are those in the new file
//   - visibility, flags and source
//   - preferences
//   - industries, those of jobs too
//   - ids of concepts; a thing without a name gets that of its concept
//   - months and last use of skills
//   - levels of education, but the name of the level stands for a degree without one
//   - blank lines of the description of a course of study
//   - the start of a job or of a work of evidence that neither ended nor goes on, and that one goes on whose start is unknown
//   - the order of papers, which come before other evidence
//   - projects with the address of a code host come back as repositories
//   - the parts of the place of a job, which come back in one text
//   - numbers of the gazetteer
//   - running text, which comes back at the end of the summary
//   - consent and the id of the identity
//
// Of a role, JobPosting loses:
//   - positions, which are those in the new file
//   - visibility, flags and source
//   - interviews
//   - countries from which remote work is allowed
//   - blank lines and the blanks around lines of texts
//   - pay without an amount, and sizes of employers but S, M and L
//   - ids of concepts of the title and the industry; those of skills and values stay where the taxonomy has them
//   - values that are stated twice
//   - a seniority that the words of the title do not say
//   - requirements of evidence, industries and languages
//   - levels, months, choices and gates of requirements, and their necessity: skills and certificates come back as should, the
//     others as must
//   - the title as a requirement, which is that of the role; experience is asked for under it
//   - degrees but the lowest of secondary school, associate, bachelor, master and doctor, by the words of its level
//   - skills come back with the concept that their name has, each concept once; a name without one that holds others as these
//   - certificates with the concept that their name has
//   - the order of requirements
//   - numbers of the gazetteer
//
// Texts and names come back without blanks around them, and of texts of roles what looks like a block of HTML is taken for one.
package format
