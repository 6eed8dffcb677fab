package boltstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/store/tablestest"
)

// childDir names the directory in which the child writes; its presence makes this binary the child.
const childDir = "TENON_BOLTSTORE_CHILD"

const (
	killRounds   = 8
	childWriters = 4
	childBatch   = 20
)

// record is what writer w writes as number i of batch n of a round: enough to fill pages, and different from all others.
func record(round, w, n, i int) *profiles.Candidate {
	id := fmt.Sprintf("%03d-%d-%d-%06d", i*37%childBatch, round, w, n)
	return &profiles.Candidate{ID: id, Headline: id, Text: strings.Repeat(id+" ", 20+i)}
}

func batch(round, w, n int) []profiles.Mutation {
	ms := make([]profiles.Mutation, childBatch)
	for i := range ms {
		c := record(round, w, n, i)
		ms[i] = profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Record: c}
	}
	return ms
}

// child writes until it is killed and prints a line for each batch that was acknowledged.
func child(dir string) int {
	s, err := boltstore.Open(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var round int
	if _, err := fmt.Sscan(os.Getenv(childDir+"_ROUND"), &round); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var wg sync.WaitGroup
	for w := range childWriters {
		wg.Go(func() {
			for n := 0; ; n++ {
				seq, err := s.Apply(context.Background(), batch(round, w, n))
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				if _, err := fmt.Printf("%d %d %d\n", w, n, seq); err != nil {
					os.Exit(1) // the parent is gone
				}
			}
		})
	}
	wg.Wait()
	return 0
}

type ack struct {
	round, w, n int
	seq         profiles.Seq
}

// killed runs a child, kills it once it has printed so many lines, and returns all that it printed.
func killed(t *testing.T, dir string, round, after int) []ack {
	t.Helper()
	var acks []ack
	env := []string{childDir + "=" + dir, fmt.Sprintf("%s_ROUND=%d", childDir, round)}
	ended := !tablestest.Kill(t, env, after, func(line string) {
		a := ack{round: round}
		if _, err := fmt.Sscan(line, &a.w, &a.n, &a.seq); err == nil { // else it is cut by the kill
			acks = append(acks, a)
		}
	})
	if ended || len(acks) < after {
		t.Fatalf("the child ended by itself after %d lines", len(acks))
	}
	return acks
}

func TestAcknowledgedWritesSurviveAKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes: skipped by -short")
	}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	var acks []ack
	for round := range killRounds {
		acks = append(acks, killed(t, dir, round, 1+rng.IntN(60))...)
		s := open(t, dir)
		for _, a := range acks {
			verify(t, s, a)
		}
		wholeBatches(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// verify checks that all of an acknowledged batch is there, and numbered as was acknowledged.
func verify(t *testing.T, s *boltstore.Store, a ack) {
	t.Helper()
	for i, m := range batch(a.round, a.w, a.n) {
		e, err := s.Get(context.Background(), m.Key)
		if err != nil || e.Revision != a.seq-childBatch+1+profiles.Seq(i) || e.Record.(*profiles.Candidate).Text != m.Record.(*profiles.Candidate).Text {
			t.Fatalf("%+v was acknowledged, and %s is %+v, %v", a, m.Key, e, err)
		}
	}
}

// wholeBatches checks that feed and records agree, and that nothing is there in part, acknowledged or not.
func wholeBatches(t *testing.T, s *boltstore.Store) {
	t.Helper()
	ctx := context.Background()
	var changes int
	for {
		cs, err := s.Changes(ctx, profiles.Seq(changes), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(cs) == 0 {
			break
		}
		changes += len(cs)
	}
	var records int
	var after profiles.Key
	for {
		p, err := s.Scan(ctx, profiles.KindCandidate, after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		records += len(p.Entries)
		for _, e := range p.Entries {
			if e.Err != nil {
				t.Fatal(e.Err)
			}
		}
		if !p.More {
			break
		}
		after = p.Next
	}
	seq, err := s.Seq(ctx)
	if err != nil || int(seq) != changes || changes != records || changes%childBatch != 0 {
		t.Fatalf("at %d, %v: %d changes of %d records in batches of %d", seq, err, changes, records, childBatch)
	}
}
