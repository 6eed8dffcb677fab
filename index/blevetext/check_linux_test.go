package blevetext_test

import (
	"errors"
	"testing"

	"golang.org/x/sys/unix"

	"tenon/index/blevetext"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// An index whose segments cannot be opened for now is not damaged, and whoever waits for it tries again.
func TestCheckWithoutFilesIsOverSoon(t *testing.T) {
	x, err := blevetext.Open(filled(t), taxonomy.Default())
	do(t, err)
	defer func() { do(t, x.Close()) }()
	var was unix.Rlimit
	do(t, unix.Prlimit(0, unix.RLIMIT_NOFILE, nil, &was))
	do(t, unix.Prlimit(0, unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 0, Max: was.Max}, nil))
	got := x.Check(t.Context())
	do(t, unix.Prlimit(0, unix.RLIMIT_NOFILE, &was, nil))
	if !errors.Is(got, profiles.ErrExhausted) || errors.Is(got, profiles.ErrDamaged) {
		t.Errorf("without files: %v", got)
	}
	do(t, x.Check(t.Context()))
}
