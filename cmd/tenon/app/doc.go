// Package app wires a data directory: store, full text, columns, follower, engine. It is the only importer of the backends, and
// what every command and every end-to-end test starts from.
package app
