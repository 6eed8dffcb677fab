package columns

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"

	"tenon/index/facts"
	"tenon/profiles"
)

// CheckpointFile is the name of the checkpoint beside the store.
const CheckpointFile = "columns.checkpoint"

// checkpointMagic names the layout of the file: magic · CRC-32C uint32 of the rest · snapshot. Another layout is another
// number, and a file of another number is made anew from the store. History: 1 without the column of stated wishes, 4 without postings, 5 (2026-11).
const checkpointMagic = "tenon-columns-5\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Save writes the newest snapshot to a directory: under a temporary name, synced, then renamed.
func (l *Live) Save(dir string) error {
	var b bytes.Buffer
	b.WriteString(checkpointMagic)
	b.Write(make([]byte, 4))
	if err := gob.NewEncoder(&b).Encode(l.Snapshot().stored()); err != nil {
		return fmt.Errorf("save columns: %w", err)
	}
	data := b.Bytes()
	body := len(checkpointMagic) + 4
	binary.BigEndian.PutUint32(data[len(checkpointMagic):], crc32.Checksum(data[body:], castagnoli))
	if err := writeFile(filepath.Join(dir, CheckpointFile), data); err != nil {
		return fmt.Errorf("save columns: %w", err)
	}
	return nil
}

// stored is the snapshot without what follows from the rest.
func (s *Snapshot) stored() *Snapshot {
	c := *s
	c.RoleTiles, c.DeadRoles = nil, nil
	return &c
}

func writeFile(path string, data []byte) (err error) {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Load returns a state from the checkpoint of a directory. profiles.ErrNotFound: there is none for this month, this taxonomy and
// these rates; profiles.ErrDamaged: it does not verify. Either way the columns have to be built from the store.
func Load(dir string, d *facts.Deriver, asOf profiles.Month) (*Live, error) {
	data, err := os.ReadFile(filepath.Join(dir, CheckpointFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("load columns: %w", profiles.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("load columns: %w", err)
	}
	s, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("load columns: %w", err)
	}
	if s.AsOf != asOf || s.Taxonomy != d.Taxonomy.Version() || s.Rates != d.Rates.Version() {
		return nil, fmt.Errorf("load columns: %w for %s under %s and rates %s", profiles.ErrNotFound, asOf, d.Taxonomy.Version(), d.Rates.Version())
	}
	l := New(d, asOf)
	rows := 0
	for _, t := range s.Tiles {
		rows += t.N
	}
	l.at = make(map[profiles.Key]address, rows)
	for i, t := range s.Tiles {
		l.place(t, s.Dead[i])
		s.live += s.alive(i, t)
	}
	l.addRoles(s, s.Roles)
	l.current.Store(s)
	return l, nil
}

func decode(data []byte) (*Snapshot, error) {
	body := len(checkpointMagic) + 4
	if len(data) < body || string(data[:len(checkpointMagic)]) != checkpointMagic {
		return nil, fmt.Errorf("%w: not a checkpoint of this layout", profiles.ErrDamaged)
	}
	if crc32.Checksum(data[body:], castagnoli) != binary.BigEndian.Uint32(data[len(checkpointMagic):]) {
		return nil, fmt.Errorf("%w: checksum of the checkpoint", profiles.ErrDamaged)
	}
	s := &Snapshot{}
	if err := gob.NewDecoder(bytes.NewReader(data[body:])).Decode(s); err != nil {
		return nil, fmt.Errorf("%w: %v", profiles.ErrDamaged, err)
	}
	for len(s.Dead) < len(s.Tiles) {
		s.Dead = append(s.Dead, nil)
	}
	for i, d := range s.Dead {
		if len(d) == 0 {
			s.Dead[i] = nil // gob writes nil and empty alike
		}
	}
	return s, nil
}

// Bytes estimates the memory of the candidates' columns, ids included.
func (s *Snapshot) Bytes() (columns, ids int) {
	for _, t := range s.Tiles {
		columns += t.N * (2 + 2 + 1 + 1 + 2 + 2 + 1 + 4 + 2 + 2 + 1)
		columns += t.Skills.bytes() + t.Certs.bytes() + t.Languages.bytes() + t.Industries.bytes() + t.Families.bytes() + t.Titles.bytes()
		for i := range t.Wishes {
			w := &t.Wishes[i]
			columns += 96 + 4*len(w.Cities) + 2*len(w.Skills) + 2*len(w.Values)
		}
		for _, id := range t.IDs {
			ids += 16 + len(id)
		}
	}
	return columns, ids
}
