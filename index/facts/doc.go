// Package facts turns records into what scoring reads: small integers at a given month, under a given taxonomy.
//
// [Candidate] and [Role] are the two types to know. They are made by a [Deriver], hold no text and no identity, and are the
// only input of the columns, of the one-by-one scorer and of the reference scorer in the tests: two records with equal facts
// have equal scores. All lists are sorted and without duplicates, so that the order of a record's lists changes nothing.
//
// The formulas of skill strength are those of scoring.md, "Skill strength". Where its wording leaves a choice:
//   - months of use of a skill are the union of the intervals of all dated jobs and evidence that name it, and every dated
//     mention has that length; "under 12 months" counts the dated jobs alone;
//   - a title without a word of seniority is taken as mid, and a title older than ten years is not seen;
//   - a course of study without an end is taken as finished (assumed), one that ends later than the month is not;
//   - of a job, a start with neither an end nor Current is undated.
package facts
