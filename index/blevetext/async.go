package blevetext

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"tenon/profiles"
)

// asyncErrors is the name under which bleve finds the function that hears of errors of its background work.
const asyncErrors = "tenon"

// retryPause is how long bleve waits before it tries again to write what it could not write. By itself it does not wait at all, and
// keeps a processor busy while a disk is full.
const retryPause = 200 * time.Millisecond

// bleve wants its registry to be filled before anything else runs.
func init() { scorch.RegistryAsyncErrorCallbacks[asyncErrors] = background }

// watched are the open indexes by the path of their segments; bleve's registry is for the whole process, and so is this.
var watched sync.Map

func watch(t *Text)   { watched.Store(filepath.Join(t.ix.Name(), "store"), t) }
func unwatch(t *Text) { watched.Delete(filepath.Join(t.ix.Name(), "store")) }

// background hears of an error within bleve's own goroutines. A panic ends such a goroutine, and whoever waits for it would wait for ever.
func background(err error, path string) {
	t, ok := watched.Load(path)
	var s *scorch.ScorchError
	if ok && errors.As(err, &s) && errors.Is(err, scorch.ErrAsyncPanic) {
		why := err.Error()
		t.(*Text).stopped.Store(&why)
		return
	}
	time.Sleep(retryPause)
}

// batch writes a batch, and does not wait for one that nobody writes any more.
func (t *Text) batch(b *bleve.Batch) error {
	done := make(chan error, 1)
	go func() { done <- t.ix.Batch(b) }()
	look := time.NewTicker(retryPause)
	defer look.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-look.C:
			if why := t.stopped.Load(); why != nil {
				return fmt.Errorf("%w: text index: %s", profiles.ErrDamaged, *why)
			}
		}
	}
}
