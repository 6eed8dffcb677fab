// Package lint holds the project's rules of structure as tests: who may import whom, and which packages have to say what they are.
package lint
