package crashtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/index"
	"tenon/profiles"
)

// answers are what a directory says: every record, every ranking, every search, the kept lists.
func answers(a *app.App, k *app.Kept, x *app.Alerts) (string, error) {
	var b strings.Builder
	var errs []error
	say := func(v any, err error) {
		if err != nil {
			errs = append(errs, err)
			return
		}
		text, err := json.Marshal(v)
		if err != nil {
			errs = append(errs, err)
		}
		b.Write(append(text, '\n'))
	}
	for i := range 120 {
		key := fmt.Sprintf("k%03d", i)
		for _, k := range []profiles.Key{candidateKey(key), identityKey(key)} {
			e, err := a.Store.Get(ctx, k)
			say(e, err)
		}
		r, err := a.Text.Search(ctx, index.Query{Kind: profiles.KindCandidate, Text: token(key, version(1+i)), Limit: 3})
		say(r, err)
	}
	r, err := a.Text.Search(ctx, index.Query{Kind: profiles.KindCandidate, Text: "engineer", Limit: 200, Facets: true})
	say(r, err)
	for _, m := range roles() {
		r, err := a.Engine.Rank(ctx, engine.Request{Role: m.Key.ID, Top: 30, Lambda: 30})
		if err == nil {
			r.Scored, r.Skipped = 0, 0 // bounds depend on how rows lie in tiles
		}
		say(r, err)
	}
	if x != nil {
		events, err := x.Events(ctx, "", 0, 1000)
		say(events, err)
		matches, _, err := x.Matches(ctx, "", "s0", 1000)
		say(matches, err)
	}
	if k != nil {
		var rows []batch.Row
		err := k.Rows(ctx, func(r *batch.Row) error { rows = append(rows, *r); return nil })
		say(rows, err)
	}
	return b.String(), errors.Join(errs...)
}

// look opens a directory and says what it answers, and whether it says that something is wrong.
func look(dir string) (said string, noticed error) {
	a, err := app.Open(ctx, dir, asOf, small(), quiet())
	if err != nil {
		return "", err
	}
	defer func() { noticed = errors.Join(noticed, a.Close()) }()
	k, err := app.OpenKept(dir)
	if err != nil {
		return "", err
	}
	defer func() { noticed = errors.Join(noticed, k.Close()) }()
	x, err := a.Alerts()
	if err != nil {
		return "", err
	}
	defer func() { noticed = errors.Join(noticed, x.Close()) }()
	if _, err := x.CatchUp(ctx); err != nil {
		return "", err
	}
	said, err = answers(a, k, x)
	if m := a.Health.Mended(); len(m) > 0 {
		err = errors.Join(err, fmt.Errorf("%w: made anew: %v", profiles.ErrDamaged, m))
	}
	if d := a.Health.Degraded(); len(d) > 0 {
		err = errors.Join(err, fmt.Errorf("%w: degraded: %v", profiles.ErrDamaged, d))
	}
	return said, err
}

// checked says what tenon check says.
func checked(dir string) error {
	a, err := app.Open(ctx, dir, asOf, small(), quiet())
	if err != nil {
		return err
	}
	c, err := a.Check(ctx, app.CheckOptions{Pages: true})
	if err == nil && !c.OK() {
		err = fmt.Errorf("%w: %+v %+v", profiles.ErrDamaged, *c.Store, *c)
	}
	return errors.Join(err, a.Close())
}

// files are those of a directory, in the order of their names.
func files(dir string) (out []string, err error) {
	err = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			out = append(out, p)
		}
		return err
	})
	return out, err
}

// harm damages a file of a directory and says how.
func harm(dir string, r *rand.Rand) (string, error) {
	all, err := files(dir)
	if err != nil {
		return "", err
	}
	f := all[r.IntN(len(all))]
	b, err := os.ReadFile(f)
	if err != nil {
		return "", err
	}
	how := "flip"
	switch x := r.IntN(20); {
	case x < 12:
		at := r.IntN(len(b))
		b[at] ^= 1 << r.IntN(8)
		how = fmt.Sprint("flip at ", at)
	case x < 14:
		b = b[:r.IntN(len(b))]
		how = fmt.Sprint("cut at ", len(b))
	case x < 16:
		at := r.IntN(len(b)) &^ 4095
		clear(b[at:min(at+4096, len(b))])
		how = fmt.Sprint("zero page at ", at)
	case x == 16:
		return "missing " + filepath.Base(f), os.Remove(f)
	case x == 17:
		b, how = nil, "empty"
	default:
		other := all[r.IntN(len(all))]
		return "swap " + filepath.Base(f) + " " + filepath.Base(other), errors.Join(os.Rename(f, f+".x"), ifThere(os.Rename(other, f)), os.Rename(f+".x", other))
	}
	return how + " " + filepath.Base(f), os.WriteFile(f, b, 0o600)
}

// ifThere passes over a file that is not there: one that is swapped with itself.
func ifThere(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// damaged is the child: it damages copies of a directory from a round on, and tells what came of each.
func damaged(dir string, first int) error {
	base := filepath.Join(dir, "data")
	want, err := look(base)
	if err != nil {
		return fmt.Errorf("before any damage: %w", err)
	}
	last, err := strconv.Atoi(os.Getenv(childPoint + "_LAST"))
	if err != nil {
		return err
	}
	s, err := strconv.ParseUint(os.Getenv(childPoint+"_SEED"), 10, 64)
	if err != nil {
		return err
	}
	for n := first; n <= last; n++ {
		tmp := filepath.Join(dir, fmt.Sprint("round", n))
		if err := os.CopyFS(tmp, os.DirFS(base)); err != nil {
			return err
		}
		how, err := harm(tmp, rand.New(rand.NewPCG(s, uint64(n))))
		if err != nil {
			return err
		}
		tell("begin %d %s", n, strings.ReplaceAll(how, " ", "_"))
		tell("end %d %s", n, outcome(tmp, want))
		if err := os.RemoveAll(tmp); err != nil {
			return err
		}
	}
	return nil
}

// told says that an error is one of those that tell of damage: also that no lists are kept, where they are missing.
func told(err error) bool {
	return errors.Is(err, profiles.ErrDamaged) || errors.Is(err, profiles.ErrNewer) || errors.Is(err, profiles.ErrNotFound)
}

// outcome: the same answers, or damage that is told, at once or by a check.
func outcome(dir, want string) string {
	said, err := look(dir)
	switch {
	case err != nil && !told(err):
		return "unclear: " + strings.ReplaceAll(err.Error(), "\n", " ")
	case err != nil:
		if _, again := look(dir); again != nil && !told(again) {
			return "unclear: the second time: " + strings.ReplaceAll(again.Error(), "\n", " ")
		}
		return "noticed"
	case said == want:
		return "same"
	}
	if err := checked(dir); err != nil {
		return "checked"
	}
	return "silent"
}

// TestDamagedFiles flips bits, cuts, empties, swaps and takes away files of the store, the text, the columns and the kept lists.
func TestDamagedFiles(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, false)
	keep(t, filepath.Join(dir, "data"))
	t.Setenv(childPoint+"_LAST", fmt.Sprint(*damages))
	t.Setenv(childPoint+"_SEED", fmt.Sprint(*seed))
	outcomes := map[string]int{}
	for next := 1; next <= *damages; {
		at, how, over := next, "nothing", false
		cmd := command("damage", dir, next, "")
		out, stderr := started(t, cmd)
		spoke := watch(cmd, patience, lastWords)
		lines(out, func(f []string) {
			if spoke() {
				spoke = watch(cmd, patience, lastWords)
			}
			switch f[0] {
			case "E":
				t.Fatalf("the child says: %s", strings.Join(f[1:], " "))
			case "begin":
				at, _ = strconv.Atoi(f[1])
				how, over = f[2], false
			case "end":
				over = true
				word, _, _ := strings.Cut(f[2], ":")
				outcomes[word]++
				if word != "same" && word != "noticed" && word != "checked" {
					t.Errorf("round %d, %s: %s", at, how, strings.Join(f[2:], " "))
				}
			}
		})
		err := cmd.Wait()
		hung := !spoke()
		if err == nil && over {
			break
		}
		what, said := "crash", head(stderr.String())
		if hung {
			what, said = "hang", stderr.String()
		}
		outcomes[what]++
		t.Errorf("round %d, %s: %s: %v %s", at, how, what, err, said)
		next = at + 1
	}
	t.Logf("%d damaged files: %v", *damages, outcomes)
}

func head(s string) string { return s[:min(len(s), 1500)] }

// keep makes the kept lists of a directory, and its caches whole.
func keep(t *testing.T, dir string) {
	t.Helper()
	a, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	k, err := app.OpenKept(dir)
	if err != nil {
		t.Fatal(err)
	}
	x, err := a.Alerts()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Add(ctx, "", &profiles.Search{ID: "s0", For: profiles.KindCandidate, Role: "r0", Above: 500_000}); err != nil {
		t.Fatal(err)
	}
	var ms []profiles.Mutation
	for i := range 20 { // which the search is told of
		k := fmt.Sprintf("k%03d", i)
		ms = append(ms, profiles.Mutation{Key: candidateKey(k), Record: candidate(k, version(500+i))})
	}
	if _, err := a.Store.Apply(ctx, ms); err != nil {
		t.Fatal(err)
	}
	if _, err := x.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := a.Text.Compact(ctx); err != nil { // what is merged later would score otherwise
		t.Fatal(err)
	}
	b, err := a.Batch(k)
	if err == nil {
		_, err = b.Run(ctx, batch.Settings{Top: 10, Lambda: 30}, batch.Options{})
	}
	if err := errors.Join(err, k.Close(), a.Close()); err != nil {
		t.Fatal(err)
	}
}
