package columns

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/point"
)

// CheckpointFile is the name of the checkpoint beside the store.
const CheckpointFile = "columns.checkpoint"

// checkpointMagic names the layout of the file: the magic, then sections (see [section]): the head, one for each tile, one for each
// [Block] roles. Another layout is another number, and a file of another number is made anew from the store. History: 1 without the
// column of stated wishes, 2 to 5 written by gob, 6 with tiles of one block, 7 without bonuses, 8 with longer postings of titles,
// 9 without those with whom candidates are shared, 10 without the industries of roles, 11 as above (2026-11).
const checkpointMagic = "tenon-columns-11\n"

// Head is what a checkpoint says of itself.
type Head struct {
	Store             string // of which store it is
	Seq               profiles.Seq
	AsOf              profiles.Month
	Taxonomy, Rates   string
	Candidates, Roles int

	tiles, blocks int // of candidates, of roles
}

func (h *Head) code(c *coder) {
	c.text(&h.Store)
	number(c, &h.Seq)
	signed(c, &h.AsOf)
	c.text(&h.Taxonomy)
	c.text(&h.Rates)
	for _, n := range []*int{&h.Candidates, &h.Roles, &h.tiles, &h.blocks} {
		signed(c, n)
	}
	c.bad = c.bad || h.tiles < 0 || h.blocks < 0 || c.reading && len(c.b) > 0
}

// ReadHead reads the head of the checkpoint of a directory. profiles.ErrNotFound, profiles.ErrDamaged.
func ReadHead(dir string) (*Head, error) {
	f, err := openCheckpoint(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.head()
}

// Save writes the newest snapshot to a directory, as one of a store: under a temporary name, synced, then renamed.
func (l *Live) Save(dir, store string) error {
	if err := writeFile(filepath.Join(dir, CheckpointFile), func(w io.Writer) error { return l.Snapshot().write(w, store) }); err != nil {
		return fmt.Errorf("save columns: %w", err)
	}
	return nil
}

func (s *Snapshot) write(out io.Writer, store string) error {
	if _, err := io.WriteString(out, checkpointMagic); err != nil {
		return err
	}
	blocks := slices.Collect(slices.Chunk(s.Roles, Block))
	w := sectionWriter{out: out}
	w.section(func(c *coder) {
		h := Head{Store: store, Seq: s.Seq, AsOf: s.AsOf, Taxonomy: s.Taxonomy, Rates: s.Rates, Candidates: s.live, Roles: len(s.Roles),
			tiles: len(s.Tiles), blocks: len(blocks)}
		h.code(c)
	})
	for i, t := range s.Tiles {
		own, dead := *t, s.Dead[i] // the coder sets what it has coded, and others read the tile
		own.Wishes = slices.Clone(t.Wishes)
		w.section(func(c *coder) { own.code(c, &dead) })
	}
	for _, b := range blocks {
		w.section(func(c *coder) { c.roles(&b) })
	}
	return w.err
}

func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = write(f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path+".new")) // a full disk has better use for it
	}
	point.Here(point.ColumnsSaving)
	return os.Rename(path+".new", path)
}

// Load returns a state from the checkpoint of a directory. profiles.ErrNotFound: there is none of this store, for this month, this
// taxonomy and these rates; profiles.ErrDamaged: it does not verify. Either way the columns have to be built from the store.
func Load(dir, store string, d *facts.Deriver, asOf profiles.Month) (*Live, error) {
	l, err := load(dir, store, d, asOf)
	if err != nil {
		return nil, fmt.Errorf("load columns: %w", err)
	}
	return l, nil
}

func load(dir, store string, d *facts.Deriver, asOf profiles.Month) (*Live, error) {
	f, err := openCheckpoint(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h, err := f.head()
	if err != nil {
		return nil, err
	}
	if h.Store != store || h.AsOf != asOf || h.Taxonomy != d.Taxonomy.Version() || h.Rates != d.Rates.Version() {
		return nil, fmt.Errorf("%w for %s under %s and rates %s", profiles.ErrNotFound, asOf, d.Taxonomy.Version(), d.Rates.Version())
	}
	s := &Snapshot{Seq: h.Seq, AsOf: h.AsOf, Taxonomy: h.Taxonomy, Rates: h.Rates}
	return f.load(s, h, New(d, asOf))
}

// load reads what follows the head: one goroutine reads, all processors decode, and the caller's notes where everybody stands.
func (f *checkpoint) load(s *Snapshot, h *Head, l *Live) (*Live, error) {
	if n := int64(h.tiles) + int64(h.blocks); n > f.left/sectionHead || h.blocks != (h.Roles+Block-1)/Block || h.Candidates > h.tiles*Rows {
		return nil, fmt.Errorf("%w: the head of the checkpoint does not fit to the rest", profiles.ErrDamaged)
	}
	s.Tiles, s.Dead = make([]*Tile, h.tiles), make([][]uint64, h.tiles)
	s.Roles = make([]Role, h.Roles)
	for tile := range slices.Chunk(s.Roles, Rows) {
		s.RoleTiles, s.DeadRoles = append(s.RoleTiles, &RoleTile{Roles: tile}), append(s.DeadRoles, nil)
	}
	l.at, l.roleAt = newAddresses[*Tile](h.Candidates), newAddresses[*RoleTile](h.Roles)
	decoded := make(chan int, h.tiles+h.blocks)
	var err error
	var work sync.WaitGroup
	work.Go(func() {
		defer close(decoded)
		err = f.each(h.tiles+h.blocks, func(i int, c *coder) error {
			if s.decode(c, i); c.bad {
				return fmt.Errorf("%w: section %d of the checkpoint does not decode", profiles.ErrDamaged, i+1)
			}
			decoded <- i
			return nil
		})
	})
	for i := range decoded {
		if i -= len(s.Tiles); i >= 0 {
			l.placeRoles(s.RoleTiles[i/Blocks], i%Blocks*Block, Block)
			continue
		}
		i += len(s.Tiles)
		l.place(s.Tiles[i], s.Dead[i])
		s.live += s.alive(i, s.Tiles[i])
	}
	work.Wait()
	if err != nil {
		return nil, err
	}
	if s.live != h.Candidates || l.at.len() != s.live || l.roleAt.len() != h.Roles {
		return nil, fmt.Errorf("%w: the checkpoint holds others than its head says", profiles.ErrDamaged)
	}
	l.current.Store(s)
	return l, nil
}

// decode reads section i behind the head: a tile, or a block of roles.
func (s *Snapshot) decode(c *coder, i int) {
	if i < len(s.Tiles) {
		t := &Tile{}
		t.code(c, &s.Dead[i])
		s.Tiles[i] = t
		return
	}
	i -= len(s.Tiles)
	room := s.Roles[i*Block : min((i+1)*Block, len(s.Roles))]
	var block []Role
	c.roles(&block)
	c.bad = c.bad || copy(room, block) != len(room) || len(block) != len(room)
}

// each decodes n sections on all processors, as they are read, until one fails.
func (f *checkpoint) each(n int, decode func(i int, c *coder) error) error {
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	type read struct {
		number int
		body   []byte
	}
	bodies := make(chan read)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for r := range bodies {
				err := f.verify(r.number+1, r.body)
				if err == nil {
					err = decode(r.number, &coder{b: r.body[sectionHead:], reading: true})
				}
				if err != nil {
					stop(err)
				}
			}
		})
	}
	for i := 0; i < n && ctx.Err() == nil; i++ {
		b, err := f.next()
		if err != nil {
			stop(err)
			break
		}
		bodies <- read{i, b}
	}
	close(bodies)
	work.Wait()
	if ctx.Err() == nil && f.left > 0 {
		return fmt.Errorf("%w: the checkpoint is longer than it says", profiles.ErrDamaged)
	}
	return context.Cause(ctx)
}

// Bytes estimates the memory of the candidates' columns, ids included.
func (s *Snapshot) Bytes() (columns, ids int) {
	for _, t := range s.Tiles {
		columns += 12*len(t.Fixed) + 2*(len(t.Held)+len(t.unresolved)) + 4*t.N + 12*len(t.Places) + 20*len(t.Stating) + 8*len(t.Firm)
		columns += t.Skills.bytes() + t.Certs.bytes() + t.Languages.bytes() + t.Industries.bytes() + t.Families.bytes() + t.Titles.bytes()
		columns += 32 * len(t.Wishes)
		for i := range t.Wishes {
			if w := t.Wishes[i].Lists; w != nil {
				columns += 56 + 4*len(w.Cities) + 2*len(w.Concepts)
			}
		}
		ids += t.ids.bytes()
	}
	return columns, ids
}
