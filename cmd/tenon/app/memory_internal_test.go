package app

import (
	"errors"
	"testing"
	"testing/fstest"
	"time"
)

// idleHere is what the process of the test does not use of what it has.
const idleHere = 2000

func limits(addresses string) string {
	return "Limit                     Soft Limit           Hard Limit           Units\nMax processes             7                    7                    processes\nMax address space         " +
		addresses + "               unlimited            bytes\n"
}

func TestAvailableIsTheLeastThatAnybodyLeaves(t *testing.T) {
	const machine = "MemTotal: 9000 kB\nMemAvailable:   4000 kB\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  int64 // -1: not known
	}{
		"nothing is known":      {nil, -1},
		"the machine":           {map[string]string{"proc/meminfo": machine}, 4000 << 10},
		"a group without":       {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/memory.max": "max\n"}, 4000 << 10},
		"version 2":             {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "1000000\n", "sys/fs/cgroup/a/b/memory.current": "600000\n", "sys/fs/cgroup/a/b/memory.stat": "anon 1\ninactive_file 100000\n"}, 500_000},
		"a group further up":    {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/memory.max": "300000\n", "sys/fs/cgroup/a/b/memory.max": "1000000\n"}, 300_000},
		"a name space":          {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "70000\n"}, 70_000},
		"version 1":             {map[string]string{"proc/self/cgroup": "9:name=systemd:/\n4:memory:/x\n0::/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "90000\n", "sys/fs/cgroup/memory/memory.usage_in_bytes": "20000\n", "sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 5000\n"}, 75_000},
		"more used than may":    {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "70000\n", "sys/fs/cgroup/memory.current": "80000\n"}, 0},
		"pages of files":        {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "70000\n", "sys/fs/cgroup/memory.current": "70000\n", "sys/fs/cgroup/memory.stat": "inactive_file 3000\nactive_file 4000\nslab_reclaimable 500\nslab 9000\n"}, 7500},
		"no bound of addresses": {map[string]string{"proc/meminfo": machine, "proc/self/limits": limits("unlimited"), "proc/self/status": "VmSize:\t    90 kB\n"}, 4000 << 10},
		"a bound of addresses":  {map[string]string{"proc/meminfo": machine, "proc/self/limits": limits("102400"), "proc/self/status": "VmSize:\t    90 kB\n"}, 10<<10 + idleHere},
		"no address left":       {map[string]string{"proc/self/limits": limits("102400"), "proc/self/status": "VmSize:\t    101 kB\n"}, idleHere},
		"less than the machine": {map[string]string{"proc/meminfo": "MemAvailable: 10 kB\n", "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "70000000\n"}, 10 << 10},
	} {
		root := fstest.MapFS{}
		for file, text := range c.files {
			root[file] = &fstest.MapFile{Data: []byte(text)}
		}
		if got, known := available(root, idleHere); known != (c.want >= 0) || known && int64(got) != c.want {
			t.Errorf("%s: %d bytes, known %v: want %d", name, got, known, c.want)
		}
	}
}

// TestGarbageIsCollectedBeforeMemoryIsSaidToBeScarce: and what was found out counts for a while.
func TestGarbageIsCollectedBeforeMemoryIsSaidToBeScarce(t *testing.T) {
	scarce := errors.New("scarce")
	for name, c := range map[string]struct {
		found []error // one after the other
		want  error
	}{
		"ample":   {[]error{nil}, nil},
		"garbage": {[]error{scarce, nil}, nil},
		"scarce":  {[]error{scarce, scarce}, scarce},
	} {
		looks, s := 0, &spare{}
		look := func() error { looks++; return c.found[min(looks, len(c.found))-1] }
		for range 3 {
			if err := s.check(look); err != c.want {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if looks != len(c.found) {
			t.Errorf("%s: %d looks, want %d", name, looks, len(c.found))
		}
		s.until = time.Time{}
		if looks = 0; s.check(look) != c.want || looks != len(c.found) {
			t.Errorf("%s: %d looks once it does not count any more, want %d", name, looks, len(c.found))
		}
	}
}
