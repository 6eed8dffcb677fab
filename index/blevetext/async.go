package blevetext

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"tenon/profiles"
	"tenon/profiles/point"
	"tenon/profiles/taxonomy"
)

// asyncErrors is the name under which bleve finds the functions that hear of its background work.
const asyncErrors = "tenon"

// retryPause is how long bleve waits before it tries again to write what it could not write. By itself it does not wait at all, and
// keeps a processor busy while a disk is full.
const retryPause = 200 * time.Millisecond

// bleve wants its registry to be filled before anything else runs.
func init() {
	scorch.RegistryAsyncErrorCallbacks[asyncErrors] = background
	scorch.RegistryEventCallbacks[asyncErrors] = event
}

func event(e scorch.Event) bool {
	if e.Kind == scorch.EventKindMergeTaskIntroductionStart {
		point.Here(point.TextMerge)
	}
	return true
}

// watch is what is known of the background work on an index.
type watch struct {
	failed atomic.Pointer[failure] // see Failed
}

// watched are the watches of open indexes, *watch by the path of their segments; bleve's registry is for the whole process, and so is this.
var watched sync.Map

// watchOver begins to watch the index at a path, unless that is open already.
func watchOver(path string) (w *watch, fresh bool) {
	is, open := watched.LoadOrStore(filepath.Join(path, "store"), new(watch))
	return is.(*watch), !open
}

func unwatch(path string) { watched.Delete(filepath.Join(path, "store")) }

// opened is the index at a path that one of bleve's functions opens. It is watched before bleve begins to work on it: a goroutine that ends
// before anybody has asked for anything is waited for as any other would be.
func opened(path string, tax *taxonomy.Taxonomy, by func() (bleve.Index, error)) (t *Text, err error) {
	w, fresh := watchOver(path)
	defer func() {
		if t == nil && fresh {
			unwatch(path)
		}
	}()
	ix, err := by()
	if err != nil {
		return nil, err
	}
	m := ix.Mapping()
	return &Text{ix: ix, tax: tax, watch: w, writer: writer{m.AnalyzerNamed(en.AnalyzerName), m.AnalyzerNamed(keyword.Name)}}, nil
}

// background hears of an error within bleve's own goroutines. What bleve could not write it may have closed while it is served, and a
// panic there ends a goroutine for which others wait for ever: either way the index in memory is of no use any more.
func background(err error, path string) {
	if w, ok := watched.Load(path); ok {
		w.(*watch).fail(err)
	}
	time.Sleep(retryPause)
}

// failure is why an index in memory is of no use any more.
type failure struct{ err error }

// fail notes the first failure.
func (w *watch) fail(err error) { w.failed.CompareAndSwap(nil, &failure{translate(err)}) }

// Failed is why the index has to be closed and opened anew, from what it has on the disk; nil when it has not.
func (w *watch) Failed() error {
	if f := w.failed.Load(); f != nil {
		return fmt.Errorf("%w: the text index has to be opened anew: %w", profiles.ErrUnavailable, f.err)
	}
	return nil
}

// call runs a call of bleve's in an index that has not failed. A panic is a failure.
func (t *Text) call(f func() error) (err error) {
	if err := t.Failed(); err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			t.fail(fmt.Errorf("panic: %v", r))
			err = t.Failed()
		}
	}()
	return f()
}

// await runs a call of bleve's that waits for its goroutines, and does not wait for one that has ended.
func (t *Text) await(f func() error) error {
	done := make(chan error, 1)
	go func() { done <- t.call(f) }()
	look := time.NewTicker(retryPause)
	defer look.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-look.C:
			if err := t.Failed(); err != nil {
				return err
			}
		}
	}
}

// batch writes a batch. In an index that can only be read bleve has nobody who would, and waits for ever.
func (t *Text) batch(b *bleve.Batch) error {
	if t.readOnly {
		return fmt.Errorf("%w: the text index can only be read", profiles.ErrUnavailable)
	}
	err := t.await(func() error { return t.ix.Batch(b) })
	if err != nil {
		t.fail(err)
	}
	return err
}

// setInternal writes what is kept beside the documents.
func (t *Text) setInternal(key, value []byte) error {
	b := t.ix.NewBatch()
	b.SetInternal(key, value)
	return t.batch(b)
}

// closePatience is how long a failed index may take to close.
const closePatience = 5 * time.Second

// end closes bleve's index, whose goroutines may have ended, or end meanwhile. Where that does not end, its files stay open.
func (t *Text) end() error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("%w: close text index: %v", profiles.ErrDamaged, r)
			}
		}()
		done <- t.ix.Close()
	}()
	look := time.NewTicker(retryPause)
	defer look.Stop()
	for left := closePatience; left > 0; {
		select {
		case err := <-done:
			return err
		case <-look.C:
			if t.Failed() != nil {
				left -= retryPause
			}
		}
	}
	return fmt.Errorf("%w: the text index cannot be closed", profiles.ErrDamaged)
}
