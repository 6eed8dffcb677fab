//go:build !linux

package columns

func advise(arena) {}
