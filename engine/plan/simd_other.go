//go:build !amd64 || purego

package plan

func wide() []instructions { return []instructions{plainly} }
