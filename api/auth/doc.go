// Package auth says who asks and what they may do.
//
// A [Principal] stands in the context of every request: its organisation bounds what a call can see, its role what it can do. The
// table of package api (permissions.go) says which roles may call which operation. An [Authenticator] makes the principal of a
// request; without one, which is for loopback only, whoever connects is [Local], the administrator of the only organisation.
package auth
