// Package money compares pay: it reads amounts and turns what is paid for an hour, day, week, month or year in some currency into whole
// US dollars a year, with integers only.
//
// [Default] holds the shipped rates, a dated table that [Load] can replace. Its rows are yearly means of the US Federal Reserve (PDDL)
// where it quotes a currency, official pegs, and else the median ratio of paired amounts in a salary survey (CC0).
//
// What will bite: a currency without a rate is not comparable. It is reported as such and never taken at 1:1.
package money
