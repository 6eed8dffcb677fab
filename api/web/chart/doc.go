// Package chart draws charts as SVG on the server: bars, lines, ranges, and dots where places are.
//
// A chart is a value with its words and numbers; Draw makes the markup. Colours and fonts come from the style sheet of the page by
// class, so that a chart follows light and dark; every length is a plain attribute, so that a strict Content-Security-Policy holds.
// Each chart names its axis and unit, writes its numbers, and has the table of its data behind it for whoever does not see it.
// Nothing here knows what the numbers mean. Numbers that are no finite numbers are left out.
package chart
