package app

import (
	"context"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path"
	"runtime/metrics"
	"strconv"
	"strings"

	"tenon/index/columns"
	"tenon/profiles"
)

// What things need in memory, with the garbage that waits for its collection.
const (
	fixedBytes     = 120 << 20 // the reference data, the text index, the program
	candidateBytes = 350
	roleBytes      = 6500
)

// Need is how many bytes the columns of so many records need, with the program around them.
func Need(candidates, roles int) uint64 {
	return fixedBytes + uint64(candidates)*candidateBytes + uint64(roles)*roleBytes
}

// Available is how much memory this process can still have: the least that the control groups around it, the machine and the bound of its
// address space say. False where none of them says anything.
func Available() (uint64, bool) { return available(os.DirFS("/"), idle()) }

// available takes what this process has from the system and does not use to be there again.
func available(root fs.FS, idle uint64) (uint64, bool) {
	least, known := meminfo(root)
	less := func(n uint64, ok bool) {
		if ok && (!known || n < least) {
			least, known = n, true
		}
	}
	for _, g := range groups(root) {
		less(g.left(root))
	}
	n, ok := addresses(root)
	less(n+idle, ok)
	return least, known
}

// idle are the bytes of addresses that the heap has, and does not use.
func idle() (n uint64) {
	s := []metrics.Sample{{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	for _, x := range s {
		n += x.Value.Uint64()
	}
	return n
}

// addresses is how much more address space the process may have, as ulimit -v bounds it.
func addresses(root fs.FS) (uint64, bool) {
	b, err := fs.ReadFile(root, "proc/self/limits")
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(b)) {
		rest, ok := strings.CutPrefix(line, "Max address space")
		if f := strings.Fields(rest); ok && len(f) > 0 {
			limit, err := strconv.ParseUint(f[0], 10, 64) // "unlimited" is no number
			used, known := field(root, "proc/self/status", "VmSize:")
			return limit - min(limit, used<<10), err == nil && known
		}
	}
	return 0, false
}

func meminfo(root fs.FS) (uint64, bool) {
	kb, ok := field(root, "proc/meminfo", "MemAvailable:")
	return kb << 10, ok
}

// field is the number behind a word at the beginning of a line.
func field(root fs.FS, file, word string) (uint64, bool) {
	b, err := fs.ReadFile(root, file)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == word {
			n, err := strconv.ParseUint(f[1], 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}

// group is a control group: its directory, the names of its files, and what the names of what can be given back begin with.
type group struct{ dir, limit, usage, total string }

// groups are those that the process is in, of both versions, up to the roots.
func groups(root fs.FS) (out []group) {
	b, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		_, rest, _ := strings.Cut(strings.TrimSpace(line), ":")
		controllers, dir, ok := strings.Cut(rest, ":")
		if !ok {
			continue
		}
		for dir = path.Clean("/" + dir); ; dir = path.Dir(dir) {
			switch {
			case controllers == "":
				out = append(out, group{"sys/fs/cgroup" + dir, "memory.max", "memory.current", ""})
			case strings.Contains(","+controllers+",", ",memory,"):
				out = append(out, group{"sys/fs/cgroup/memory" + dir, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_"})
			}
			if dir == "/" {
				break
			}
		}
	}
	return out
}

// left is what a group may still take: pages of files, and what the kernel remembers of them, are given back when they are wanted.
func (g group) left(root fs.FS) (uint64, bool) {
	number := func(name string) (uint64, bool) {
		b, err := fs.ReadFile(root, path.Join(g.dir, name))
		if err != nil {
			return 0, false
		}
		n, err := strconv.ParseUint(strings.TrimSpace(string(b)), 10, 64) // "max" is no number, and no limit
		return n, err == nil
	}
	limit, ok := number(g.limit)
	if !ok {
		return 0, false
	}
	used, _ := number(g.usage)
	for _, pages := range []string{"inactive_file", "active_file", "slab_reclaimable"} {
		cache, _ := field(root, path.Join(g.dir, "memory.stat"), g.total+pages)
		used -= min(used, cache)
	}
	return limit - min(limit, used), true
}

// CheckMemory refuses what would not fit: what needs so many bytes, within a limit that was asked for, or else, where that is 0, within
// what is available. profiles.ErrUnavailable.
func CheckMemory(what string, need, limit uint64) error {
	have, known := limit, true
	if limit == 0 {
		have, known = Available()
	}
	if !known || need <= have {
		return nil
	}
	return fmt.Errorf("%w: %s needs about %s of memory and %s are available: use a machine with more, or say with --memory how much may be used",
		profiles.ErrUnavailable, what, megabytes(need), megabytes(have))
}

func megabytes(n uint64) string { return fmt.Sprintf("%d MB (%d bytes)", (n+1<<20-1)>>20, n) }

// checkMemory refuses to open a directory whose columns would not fit, or of which not so much can be made anew.
func (a *App) checkMemory(ctx context.Context, l lacking, limit uint64) error {
	seq, err := a.Store.Seq(ctx)
	if err != nil {
		return err
	}
	const what = "to open the directory"
	if err := CheckMemory(what, Need(0, int(seq))+l.need(int(seq)), limit); err == nil {
		return nil // even if every change had made a role
	}
	candidates, roles, err := a.count(ctx, seq)
	if err != nil {
		return err
	}
	return CheckMemory(fmt.Sprintf("%s with %d candidates and %d roles", what, candidates, roles), Need(candidates, roles)+l.need(candidates), limit)
}

// count is how many records the store has; each change since the checkpoint counts as one more.
func (a *App) count(ctx context.Context, seq profiles.Seq) (candidates, roles int, err error) {
	var since profiles.Seq
	if h, err := columns.ReadHead(a.dir); err == nil && h.Store == a.storeID && h.Seq <= seq {
		candidates, roles, since = h.Candidates, h.Roles, h.Seq
	}
	seed, seen := maphash.MakeSeed(), map[uint64]bool{}
	for since < seq {
		cs, err := a.Store.Changes(ctx, since, batchChanges)
		if err != nil || len(cs) == 0 {
			return candidates, roles, err
		}
		for _, c := range cs {
			if h := maphash.Comparable(seed, c.Key); !seen[h] && !c.Deleted {
				seen[h] = true
				switch c.Key.Kind {
				case profiles.KindCandidate:
					candidates++
				case profiles.KindRole:
					roles++
				}
			}
		}
		since = cs[len(cs)-1].Seq
	}
	return candidates, roles, nil
}

// afford refuses what would not fit beside what is open.
func (a *App) afford(what string, need uint64) error {
	if a.memory != 0 { // of all that the process uses
		s := a.Columns.Snapshot()
		need += Need(s.Candidates(), len(s.Roles))
	}
	return CheckMemory(what, need, a.memory)
}

// batchChanges is how many changes are read at a time.
const batchChanges = 10_000
