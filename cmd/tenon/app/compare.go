package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"

	"tenon/index"
	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/profiles"
)

// comparison is text and columns beside the store, a digest for each key. Those that are not wanted in content have the digest 0.
type comparison struct {
	a       *App
	deep    bool
	out     *Checked
	seed    maphash.Seed
	text    map[profiles.Key]uint64
	columns map[profiles.Key]uint64
	stored  map[profiles.Key]bool
	suspect map[*Part]map[profiles.Key]string // what differs, unless it has changed during the check
	batch   []columns.Update
}

// checkCaches compares text and columns with the store: who is in them, and of a sample, or of all, what.
func (a *App) checkCaches(ctx context.Context, o CheckOptions, out *Checked) error {
	first, err := a.Store.Seq(ctx)
	if err != nil {
		return err
	}
	if err := a.Follower.WaitFor(ctx, first); err != nil {
		return err
	}
	c := &comparison{a: a, deep: o.Deep, out: out, seed: maphash.MakeSeed(), text: map[profiles.Key]uint64{}, columns: map[profiles.Key]uint64{},
		stored: map[profiles.Key]bool{}, suspect: map[*Part]map[profiles.Key]string{&out.Text: {}, &out.Columns: {}}}
	if err := c.collect(ctx); err != nil || len(out.Text.Faults) > 0 {
		return err
	}
	if err := c.store(ctx); err != nil {
		return err
	}
	c.absent(&out.Text, c.text)
	c.absent(&out.Columns, c.columns)
	return c.judge(ctx, first)
}

func (c *comparison) hash(parts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	for _, p := range parts {
		_, _ = h.WriteString(p) // never fails
		_ = h.WriteByte(0)
	}
	return h.Sum64() | 1
}

func (c *comparison) wanted(k profiles.Key) bool {
	return c.deep || c.hash(k.String())>>1%sampleEvery == 0
}

func (c *comparison) digest(facts ...any) uint64 {
	b, err := json.Marshal(facts)
	if err != nil {
		return c.hash(err.Error()) // facts are numbers
	}
	return c.hash(string(b))
}

// collect reads text and columns. Damage of the text's segments ends it: what is in them says nothing then.
func (c *comparison) collect(ctx context.Context) error {
	err := c.a.Text.Check(ctx)
	if err == nil {
		err = c.a.Text.Each(ctx, c.wanted, func(d blevetext.Content) error {
			if _, twice := c.text[d.Key]; twice {
				c.suspect[&c.out.Text][d.Key] = "is there twice"
			}
			c.text[d.Key] = 0
			if c.wanted(d.Key) {
				c.text[d.Key] = c.hash(d.Title, d.Body)
			}
			return nil
		})
	}
	if errors.Is(err, profiles.ErrDamaged) {
		c.out.Text.Faults = append(c.out.Text.Faults, err.Error())
		return nil
	}
	c.rows(c.a.Columns.Snapshot(), func(k profiles.Key, digest func() uint64) {
		c.columns[k] = 0
		if c.wanted(k) {
			c.columns[k] = digest()
		}
	})
	c.out.Text.Records, c.out.Columns.Records = len(c.text), len(c.columns)
	return err
}

// rows gives all candidates and roles of a snapshot.
func (c *comparison) rows(s *columns.Snapshot, yield func(profiles.Key, func() uint64)) {
	s.Each(func(r columns.Row) {
		yield(profiles.Key{Org: r.Org, Kind: profiles.KindCandidate, ID: r.ID}, func() uint64 { return c.digest(r.Facts) })
	})
	for i := range s.Roles {
		r := &s.Roles[i]
		yield(profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID}, func() uint64 { return c.digest(r.Facts, r.Posting) })
	}
}

// store reads the records, and makes of those that are wanted what has to be in text and columns.
func (c *comparison) store(ctx context.Context) error {
	records := Records{Store: c.a.Store, Health: &c.a.Health}
	err := records.Candidates(ctx, func(k profiles.Key, x *profiles.Candidate) error {
		return c.see(columns.Update{Key: k, Candidate: x}, func() *index.Doc { return index.CandidateDoc(x, c.a.Taxonomy, nil) })
	})
	if err == nil {
		err = records.Roles(ctx, func(k profiles.Key, x *profiles.Role) error {
			return c.see(columns.Update{Key: k, Role: x}, func() *index.Doc { return index.RoleDoc(x, c.a.Taxonomy) })
		})
	}
	c.derive()
	return err
}

func (c *comparison) see(u columns.Update, doc func() *index.Doc) error {
	c.stored[u.Key] = true
	for part, has := range map[*Part]map[profiles.Key]uint64{&c.out.Text: c.text, &c.out.Columns: c.columns} {
		if _, ok := has[u.Key]; !ok {
			c.suspect[part][u.Key] = "is missing"
		}
	}
	if !c.wanted(u.Key) {
		return nil
	}
	d := doc()
	c.same(&c.out.Text, c.text, u.Key, c.hash(d.Title, d.Body))
	if c.batch = append(c.batch, u); len(c.batch) == columns.Rows {
		c.derive()
	}
	return nil
}

func (c *comparison) same(part *Part, has map[profiles.Key]uint64, k profiles.Key, want uint64) {
	part.Compared++
	if is, ok := has[k]; ok && is != want {
		c.suspect[part][k] = "differs from the record"
	}
}

// derive makes columns of a batch by themselves and compares them.
func (c *comparison) derive() {
	fresh := columns.New(c.a.Deriver, c.a.Columns.Snapshot().AsOf)
	fresh.Apply(c.batch, 1)
	c.batch = c.batch[:0]
	c.rows(fresh.Snapshot(), func(k profiles.Key, digest func() uint64) { c.same(&c.out.Columns, c.columns, k, digest()) })
}

// absent finds what a part has and the store has not.
func (c *comparison) absent(part *Part, has map[profiles.Key]uint64) {
	for k := range has {
		if !c.stored[k] {
			c.suspect[part][k] = "is no record of the store"
		}
	}
}

// judge passes over what has changed since the check began, and over damaged records: the caches have what they were.
func (c *comparison) judge(ctx context.Context, first profiles.Seq) error {
	late := map[profiles.Key]bool{}
	for _, f := range c.out.Store.Faults {
		late[f.Key] = true
	}
	for since := first; ; {
		cs, err := c.a.Store.Changes(ctx, since, scanPage)
		if err != nil {
			return err
		}
		if len(cs) == 0 {
			break
		}
		for _, x := range cs {
			late[x.Key], since = true, x.Seq
		}
	}
	for part, of := range c.suspect {
		for k, why := range of {
			if late[k] {
				continue
			}
			if len(part.Faults) == maxFaults {
				part.Faults = append(part.Faults, fmt.Sprintf("and others, of %d in all", len(of)))
				break
			}
			part.Faults = append(part.Faults, fmt.Sprintf("%s %s", k, why))
		}
	}
	return nil
}
