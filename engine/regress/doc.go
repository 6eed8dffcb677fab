// Package regress fits the logarithm of pay by what roles state: least squares over designs of zeros and ones.
//
// [Gram] sums a design in integers, so that neither the order of its rows nor who summed which of them changes a bit of the result;
// [Gram.Solve] is ordinary least squares with standard errors, [Gram.Ridge] shrinks columns towards 0 by their penalties and says what
// leaving a row out would have done to its prediction.
package regress
