// Package taxonomy is the vocabulary.
package taxonomy
