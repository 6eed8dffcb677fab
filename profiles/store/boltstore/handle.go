package boltstore

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"tenon/profiles"
)

// handle is the open file of a store. The file can be opened anew, or exchanged for another, while the store is in use.
type handle struct {
	path, dir string
	check     func(tx *bbolt.Tx, dir string) error // whether this program can read it

	mu     sync.RWMutex // held for reading by whoever uses db, for writing by who exchanges it
	db     *bbolt.DB    // nil when closed or lost
	closed bool

	// stuck: a panic of bbolt has left a lock of its own held. Nothing but the end of the process helps, so nobody waits for it.
	stuck atomic.Bool
}

// patience is how long bbolt may take to begin and end an empty transaction, or to close, after a panic.
const patience = 5 * time.Second

// read and write run f in a transaction, in the file, which they open anew where it has been lost.
func (h *handle) read(f func(*bbolt.Tx) error) error {
	return h.use((*bbolt.DB).View, f)
}

// write has one caller at a time.
func (h *handle) write(f func(*bbolt.Tx) error) error {
	return h.use((*bbolt.DB).Update, f)
}

func (h *handle) use(run func(*bbolt.DB, func(*bbolt.Tx) error) error, f func(*bbolt.Tx) error) error {
	if err := h.acquire(); err != nil {
		return err
	}
	defer h.mu.RUnlock()
	panicked := true
	err := guard(h.path, func() error {
		err := run(h.db, f)
		panicked = false
		return err
	})
	idle := func() {
		_ = guard(h.path, func() error { return run(h.db, func(*bbolt.Tx) error { return errNothing }) })
	}
	if panicked && !within(idle) {
		h.stuck.Store(true)
	}
	return translate(err)
}

// acquire takes mu for reading, with a file that is open.
func (h *handle) acquire() error {
	for {
		if h.stuck.Load() {
			return fmt.Errorf("%w: store %s: its file has damaged pages: end the process, then tenon check", profiles.ErrDamaged, h.dir)
		}
		h.mu.RLock()
		if h.db != nil {
			return nil
		}
		closed := h.closed
		h.mu.RUnlock()
		if closed {
			return fmt.Errorf("%w: store %s", profiles.ErrClosed, h.dir)
		}
		if err := h.reopen(); err != nil {
			return err
		}
	}
}

// within says whether f returns soon; where it does not, it is left behind.
func within(f func()) bool {
	done := make(chan struct{})
	go func() { f(); close(done) }()
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case <-done:
		return true
	case <-wait.C:
		return false
	}
}

// reopen opens the file anew, once all who use it have ended.
func (h *handle) reopen() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return fmt.Errorf("%w: store %s", profiles.ErrClosed, h.dir)
	}
	if err := h.release(); err != nil {
		return err
	}
	db, err := openFile(h.path, h.dir, h.check)
	h.db = db
	return translate(err)
}

// probe looks whether the file can still be read after a write that failed: bbolt loses its mapping when it cannot make a larger one.
func (h *handle) probe() {
	if err := h.read(func(*bbolt.Tx) error { return nil }); errors.Is(err, berrors.ErrInvalidMapping) {
		_ = h.reopen() // what still stands in the way is told to the next who uses it
	}
}

// close waits for those who use the file.
func (h *handle) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	return h.release()
}

// release closes the file. Where bbolt does not let go, the file stays open, and locked, until the process ends.
func (h *handle) release() (err error) {
	if h.db == nil {
		return nil
	}
	if h.stuck.Load() || !within(func() { err = guard(h.path, h.db.Close) }) {
		h.stuck.Store(true)
		return fmt.Errorf("%w: store %s cannot be closed: end the process", profiles.ErrDamaged, h.dir)
	}
	h.db = nil
	return err
}

// translate names the errors of bbolt and of the operating system that a caller acts on.
func translate(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return fmt.Errorf("%w: the store", profiles.ErrClosed)
	}
	return profiles.Storage(err)
}

// used are the bytes of the pages that have something, and of those that have nothing any more: these are used again, or leave the file
// when it is written anew.
func (h *handle) used() (used, free int64, err error) {
	err = h.read(func(tx *bbolt.Tx) error {
		s := tx.DB().Stats()
		free = int64(s.FreePageN+s.PendingPageN) * int64(tx.DB().Info().PageSize)
		used = tx.Size() - free
		return nil
	})
	return used, free, err
}
