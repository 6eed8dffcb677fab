// Package gazetteer knows the cities of the world with 15,000 inhabitants or more, the countries, and how far apart
// two cities are.
//
// [Default] is the shipped gazetteer: a trimmed copy of GeoNames (CC BY 4.0), loaded on first use. A city is named in records
// by its GeoNames number ([City.ID]), which does not change from one version of the data to the next.
//
// Distances are great-circle distances on a sphere of 6,371 km between city centres. Because scores depend on them, they are made
// of integers only and are the same on every machine: the generator ships each city as a unit vector scaled by 2^30, and
// [KMOf] looks the squared chord up in a table that is built by an integer recurrence.
//
// What will bite: names are compared by [Fold], so "Zürich", "Zurich" and "ZURICH" are one, and a name without its country is the
// most populous city of that name.
package gazetteer

//go:generate go run gen.go -cities cities15000.tsv -admin1 admin1.tsv -countries countries.csv
