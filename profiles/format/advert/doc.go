// Package advert reads a role out of the text of a job advert: title, employer, place, pay, what is asked for and how much, what
// is offered, and the running text without the persons to contact. English, German, French and Spanish are understood.
//
// The way in is [Read]; [Result] has the role and the report that says from where each fact was read. The reading goes in three
// steps. Lines become units: a sentence, a list entry or a labelled value, each in a [section] that its heading says (lines.go,
// sections.go). The plain facts are looked for in the units where they stand (title.go, employer.go, place.go, terms.go). Then
// each sentence that asks for something is taken apart (sentence.go): what it names, how necessary it is by its wording, at what
// level, for how many years, and what may stand for what.
//
// What will bite: headings say as much as words do. In a section of requirements an entry is a must where the heading says so
// ("Requirements", "Anforderungen"), and where another section sets apart what is nice to have. Where a heading only describes
// somebody ("Your profile") it is a should. Title, experience and degree are musts wherever they are asked for. What only the tasks
// name is not asked for, unless little else names skills. What only the employer's praise of itself names never is.
//
// Text never makes a gate: "must be based in Germany" limits where remote work is possible and is noted, no more. Lines on visas,
// clearances and permits, and on what somebody is like (age, gender), stay text.
package advert
