package app

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/taxonomy"
)

// Parts are the caches of a store.
type Parts struct{ Text, Columns bool }

// of is what is lacking of parts that are made anew.
func (p Parts) of(seq profiles.Seq) (l lacking) {
	if p.Columns {
		l.columns = seq
	}
	if p.Text {
		l.text = seq
	}
	return l
}

// Rebuilt says what has been made anew.
type Rebuilt struct {
	Candidates int          `json:"candidates,omitempty"` // in the columns, where those are made
	Roles      int          `json:"roles,omitempty"`
	Seq        profiles.Seq `json:"seq"`
	Damaged    int          `json:"damaged"` // records that do not verify, and are left out
	Seconds    float64      `json:"seconds"`
}

// rebuildGC is how much garbage, in per cent of what is alive, is collected at a time.
const rebuildGC = 200

// Rebuild makes parts of a directory anew from its store, whatever is there of them. An old checkpoint of columns stays until the new
// one is whole; text that is half made is gone on with at the next start. tell, when set, hears how many of the changes are in.
func Rebuild(ctx context.Context, dir string, asOf profiles.Month, tax *taxonomy.Taxonomy, parts Parts, log *slog.Logger, memory uint64, tell func(at, of profiles.Seq)) (out *Rebuilt, err error) {
	start := time.Now()
	defer debug.SetGCPercent(debug.SetGCPercent(rebuildGC)) // most of what is decoded is garbage at once
	out = &Rebuilt{}
	a := &App{Reference: directoryReference(dir, tax, log), dir: dir}
	if a.Store, err = boltstore.Open(dir); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.close()) }()
	if a.storeID, err = a.Store.ID(ctx); err != nil {
		return nil, err
	}
	if out.Seq, err = a.Store.Seq(ctx); err != nil {
		return nil, err
	}
	if err := a.checkMemory(ctx, parts.of(out.Seq), memory); err != nil {
		return nil, err
	}
	sinks, err := a.emptySinks(ctx, asOf, parts, log)
	if err != nil {
		return nil, err
	}
	var damaged atomic.Int64
	f := follow.New(a.Store, Records{Store: a.Store}, func(k profiles.Key, err error) {
		damaged.Add(1)
		a.leftOut(log)(k, err)
	}, a.Columns.Derive, sinks...)
	if tell != nil {
		f.Tell(func(at profiles.Seq) { tell(at, out.Seq) })
	}
	if err := f.CatchUp(ctx); err != nil {
		return nil, err
	}
	if parts.Columns {
		if err := a.save(); err != nil {
			return nil, err
		}
	}
	s := a.Columns.Snapshot()
	out.Candidates, out.Roles, out.Damaged, out.Seconds = s.Candidates(), len(s.Roles), int(damaged.Load()), time.Since(start).Seconds()
	return out, nil
}

// emptySinks are the parts, empty. The columns are there in any case: they make the facts that text wants.
func (a *App) emptySinks(ctx context.Context, asOf profiles.Month, parts Parts, log *slog.Logger) (sinks []follow.Sink, err error) {
	a.Columns = columns.New(a.Deriver, asOf)
	if parts.Columns {
		sinks = append(sinks, follow.ColumnSink{Live: a.Columns})
	}
	if parts.Text {
		if err := blevetext.Remove(a.dir); err != nil {
			return nil, err
		}
		if a.Text, err = a.openText(ctx, log); err != nil {
			return nil, err
		}
		sinks = append(sinks, follow.TextSink{Text: a.Text, Taxonomy: a.Taxonomy})
	}
	return sinks, nil
}
