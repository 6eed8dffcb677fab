// Package pay estimates what a role or a candidate is paid, and shows what the estimate rests on.
//
// [Estimator.Estimate] is the call to know. It has two sources: the shipped salary survey of ai-jobs.net (2020 to 2023, CC0; see
// NOTICE), of which exact repeats count once, and the roles with pay that the user has stored, of these the newest [MostOwn].
//
// # How
//
// The logarithm of yearly base pay in US dollars is fitted by what a record states: title, its family, level, step of the ladder,
// country, region, city, mode, size of the employer, contract, year, and which of the sources it is from. The columns are shrunk
// towards 0, so that a title with three records moves the estimate a little and one with three hundred says what it is paid. A
// question that does not state a fact is answered by a fit without that fact.
//
// The range is not the fit's own: it is made of how far the fit has been from comparable records when each was left out. Which are
// comparable is widened step by step, from the same title, level and place to all; each step counts by the records that it has, so that
// a step with few is hardly heard. So the ranges hold as many records as they say, which a test measures on records that were held out.
//
// What will bite: the survey is of people who work with data and models, half of them in the United States; other families and countries
// are estimated from further away, and the evidence says so. Skills do not enter: the survey has none; see the premiums of engine/market.
package pay
