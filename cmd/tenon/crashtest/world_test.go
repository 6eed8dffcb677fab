package crashtest

import (
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
)

// The counts. Those in CI are the defaults.
var (
	rounds    = flag.Int("rounds", 50, "kills during a mixed load")
	thorough  = flag.Int("thorough", 5, "one of so many kills, of these or of a soak, is followed by a deep check and rankings over columns made anew")
	each      = flag.Int("each", 1, "kills at each named point")
	faults    = flag.Int("faults", 20, "the last N at which a system call fails; 0: until none does")
	steps     = flag.Int("steps", stepsOfFaults, "operations of each writer while a system call fails")
	sizes     = flag.Int("sizes", 1, "sizes of a disk that fills up")
	memories  = flag.Int("memories", 8, "sizes of the memory that a process may have")
	damages   = flag.Int("damages", 100, "files that are damaged")
	backups   = flag.Int("backups", 1, "backups under load")
	attempts  = flag.Int("attempts", 10_000, "edits by 64 writers")
	soak      = flag.Int("soak", 3, "kills of a server under a mixed load")
	soakEvery = flag.Duration("soakevery", 1500*time.Millisecond, "between them")
	soakKeys  = flag.Int("soakkeys", 600, "candidates of that load")
	stopped   = flag.Duration("stopped", 12*time.Second, "for which a process is stopped; a request may take ten seconds")
	powers    = flag.Int("powers", 20, "losses of power in one run of a process")
	seed      = flag.Uint64("seed", 1, "of what is drawn at random")
)

var (
	ctx  = context.Background()
	asOf = profiles.NewMonth(2026, 11)
)

//go:embed testdata/taxonomy
var concepts embed.FS

// small is a taxonomy of what the records name. A process with the shipped one takes most of its time to read that.
var small = sync.OnceValue(func() *taxonomy.Taxonomy {
	dir, err := fs.Sub(concepts, "testdata/taxonomy")
	if err != nil {
		panic(err) // of a directory that is embedded
	}
	t, err := taxonomy.LoadOverlay(dir)
	if err != nil {
		panic(err) // likewise
	}
	return t
})

// quiet is a log that nobody reads.
func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// TestMain makes this binary the child where its environment says so.
func TestMain(m *testing.M) {
	if job := os.Getenv(childJob); job != "" {
		os.Exit(child(job))
	}
	flag.Parse()
	if err := flag.Set("test.parallel", "9"); err != nil { // what is parallel waits for its processes, and they for retries
		panic(err) // of a flag that is there
	}
	os.Exit(m.Run())
}

// required skips a test that needs something this machine has not, or fails it where TENON_REQUIRE names it.
func required(t *testing.T, what, why string) {
	t.Helper()
	for r := range strings.SplitSeq(os.Getenv("TENON_REQUIRE"), ",") {
		if r == what {
			t.Fatalf("%s is required: %s", what, why)
		}
	}
	t.Skipf("skipped: needs %s: %s", what, why)
}

// A version is what a key has been written with, unique over all keys and rounds; 0 is a key that is not there.
type version int

func candidateKey(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }
func identityKey(id string) profiles.Key  { return profiles.Key{Kind: profiles.KindIdentity, ID: id} }

// token is a word that only this version of this key has.
func token(id string, v version) string {
	return "tok" + strings.ReplaceAll(id, "-", "") + fmt.Sprintf("x%dz", v)
}

var skills = []string{"Go", "Python", "Kubernetes", "SQL", "PyTorch", "Java", "React", "Terraform", "Spark", "Rust"}

// candidate is what a key is at a version: all of it follows from the two.
func candidate(id string, v version) *profiles.Candidate {
	r := rand.New(rand.NewPCG(uint64(v), uint64(len(id))))
	c := &profiles.Candidate{ID: id, Headline: fmt.Sprintf("Engineer %d", v), Text: token(id, v) + strings.Repeat(fmt.Sprintf(" word%d", v%97), r.IntN(120))}
	for _, i := range r.Perm(len(skills))[:3+r.IntN(4)] {
		c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: skills[i]}, Level: uint8(1 + r.IntN(5))})
	}
	c.Jobs = []profiles.Job{{Title: profiles.Ref{Name: "Data Engineer"}, Start: asOf - profiles.Month(6+r.IntN(90)), Current: true}}
	return c
}

func person(id string, v version) *identity.Identity {
	return &identity.Identity{ID: id, Name: fmt.Sprintf("Name %d", v)}
}

func roles() (ms []profiles.Mutation) {
	for i, s := range skills[:4] {
		r := &profiles.Role{ID: fmt.Sprintf("r%d", i), Title: profiles.Ref{Name: "Data Engineer"}, Requirements: []profiles.Requirement{
			{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: s}, Necessity: profiles.Must, Level: 4},
			{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: skills[9-i]}, Necessity: profiles.Nice},
			{Kind: profiles.ReqExperience, Necessity: profiles.Must, Months: 36}}}
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Record: r})
	}
	return ms
}

// open opens a directory, with the roles in it.
func open(dir string) (*app.App, error) { return openWith(dir, small()) }

// openWith is open with another taxonomy; nil is the shipped one, as a server has it.
func openWith(dir string, t *taxonomy.Taxonomy) (*app.App, error) {
	a, err := app.Open(ctx, dir, asOf, t, quiet())
	if err != nil {
		return nil, err
	}
	if _, err := a.Store.Get(ctx, roles()[0].Key); errors.Is(err, profiles.ErrNotFound) {
		_, err := a.Store.Apply(ctx, roles())
		if err == nil {
			err = a.Follower.CatchUp(ctx)
		}
		if err != nil {
			return nil, errors.Join(err, a.Close())
		}
	}
	return a, nil
}
