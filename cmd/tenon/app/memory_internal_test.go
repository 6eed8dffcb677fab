package app

import (
	"testing"
	"testing/fstest"
)

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
		"less than the machine": {map[string]string{"proc/meminfo": "MemAvailable: 10 kB\n", "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "70000000\n"}, 10 << 10},
	} {
		root := fstest.MapFS{}
		for file, text := range c.files {
			root[file] = &fstest.MapFile{Data: []byte(text)}
		}
		if got, known := available(root); known != (c.want >= 0) || known && int64(got) != c.want {
			t.Errorf("%s: %d bytes, known %v: want %d", name, got, known, c.want)
		}
	}
}
