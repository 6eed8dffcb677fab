// Package market describes the roles that are stored: what is in demand and how it grows, what is paid, which skills are paid more,
// and how many candidates there are for a role.
//
// [Market.Describe] is the call to know. It goes over the compact rows of the roles once, on all processors, and sums integers, so
// that an answer does not depend on who counted what; only the regression of the premiums is in floating point, from a Gram
// matrix of integers.
//
// What is counted: roles of the organisation and public ones that pass the filter, posted in the months asked for or at a month that
// is not stated. Pay is the middle of a stated range, gross base pay a year. Growth is of whole months: the current one is not over.
//
// What is not known is counted as such and named; nothing that rests on fewer than [Least] roles is shown; where there is nothing to
// divide by there is no number.
package market
