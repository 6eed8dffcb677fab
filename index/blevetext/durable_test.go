package blevetext

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// TestWhatIsVisibleMayNotBeDurable: bleve shows a batch before it is on the disk, and what is not there yet is not called durable.
func TestWhatIsVisibleMayNotBeDurable(t *testing.T) {
	var armed atomic.Bool
	held, release := make(chan struct{}), make(chan struct{})
	usual := scorch.RegistryEventCallbacks[asyncErrors]
	defer func() { scorch.RegistryEventCallbacks[asyncErrors] = usual }()
	scorch.RegistryEventCallbacks[asyncErrors] = func(e scorch.Event) bool {
		// of the goroutine that writes, which looks once when it is opened: nothing is written then
		if e.Kind == scorch.EventKindPurgerCheck && e.Scorch.StatsMap()["TotPersistedItems"].(uint64) > 0 && armed.CompareAndSwap(true, false) {
			close(held)
			<-release
		}
		return usual(e)
	}
	armed.Store(true)
	dir := t.TempDir()
	x, err := Open(dir, taxonomy.Default())
	do(t, err)
	apply := func(seq profiles.Seq) error {
		return x.Apply(t.Context(), []index.Op{{Key: profiles.Key{Kind: profiles.KindRole, ID: fmt.Sprint(seq)}, Doc: &index.Doc{Title: "Potter"}}}, seq)
	}
	do(t, apply(1))
	<-held
	done := make(chan error)
	go func() { done <- apply(2) }()
	for seq := profiles.Seq(0); seq < 2; runtime.Gosched() {
		seq, err = x.Seq(t.Context())
		do(t, err)
	}
	if at := x.Durable(); at != 1 {
		t.Errorf("change %d is called durable while nothing can be written: want 1", at)
	}
	close(release)
	do(t, <-done)
	if at := x.Durable(); at != 2 {
		t.Errorf("change %d is durable: want 2", at)
	}
	do(t, x.Close())
	x, err = Open(dir, taxonomy.Default())
	do(t, err)
	defer func() { do(t, x.Close()) }()
	if at := x.Durable(); at != 2 {
		t.Errorf("opened again, change %d is durable: want 2", at)
	}
}
