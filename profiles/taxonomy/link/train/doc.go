// Package train makes the tables of word vectors of package link from lists of names: [Skills] and [Titles].
//
// Both learn from pairs of texts that mean the same, such as an alternative label and its label. In batches of 512 each text
// must find its partner among those of the others, by cosine, in both directions; pairs of one concept are not told apart.
// The text is the sum of the vectors of its words, so a word that says nothing learns to be short. Adagrad, five passes.
//
// Training is deterministic: the same source and seed give the same bytes, however many goroutines work. It takes about half
// a minute on two cores for each of the shipped tables.
//
// The caller reads the sources; rows in another order give another table.
package train
