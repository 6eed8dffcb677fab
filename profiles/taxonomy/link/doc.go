// Package link ranks labels — skills, titles, occupations — for any text, also where no label occurs in it word for word.
//
// A [Linker] is made of a table of word vectors and a list of labels; [NewSkills] and [NewTitles] differ in what they compare.
// The vectors are learned by package train from names that mean the same. The text and each label are sums of the vectors of
// their words. The score of a skill is the cosine of the two, plus the best cosine among windows of 2, 4 and 7 words, since
// sentences dilute, plus a little TF-IDF of stems and pairs of stems over all names of the label, which also finds labels
// whose words have no vector. The score of a title is the cosine with the mean of its names plus that with the best name.
//
// Only candidates are compared: the labels nearest to each word of the text, found when the word is first met, and those
// whose names share rare words with it. That loses next to nothing and is some hundred times as fast.
//
// Products of vectors are taken in whole numbers, four at a time in 16-bit lanes, so rankings are the same on every machine.
//
// What will bite: [Hit].Score is for ordering and cutting off within one linker, it is no probability; and a Linker keeps the
// labels and the table that it was given, so they may not be changed.
package link
