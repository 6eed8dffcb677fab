package crashtest

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// disk is what a process has written to a directory, and what of it has to be there after a loss of power: the bytes that a file had
// when it was last synced, and the names that a directory had when it was. Of what came later any page may be there, or not.
type disk struct {
	root  string
	dirs  map[string]*names // by path
	files map[*inode]bool
	fds   map[string]*descriptor
}

// names are those of one directory.
type names struct {
	changes []func(map[string]*inode)
	synced  int // changes that are there for good
}

// inode is a file.
type inode struct {
	durable []byte
	pending []piece
}

// piece is a write, or, without bytes, a new length.
type piece struct {
	at   int64
	data []byte
}

// descriptor is an open file, or an open directory.
type descriptor struct {
	file *inode
	dir  string
	at   int64
}

// newDisk begins with what is in a directory.
func newDisk(root string) (*disk, error) {
	d := &disk{root: root, dirs: map[string]*names{}, files: map[*inode]bool{}, fds: map[string]*descriptor{}}
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			d.of(p)
			return err
		}
		b, err := os.ReadFile(p)
		d.name(p, &inode{durable: b})
		return err
	})
	for _, n := range d.dirs {
		n.synced = len(n.changes)
	}
	return d, err
}

func (d *disk) of(dir string) *names {
	if d.dirs[dir] == nil {
		d.dirs[dir] = &names{}
	}
	return d.dirs[dir]
}

// in says whether a path is in the directory.
func (d *disk) in(p string) bool { return p == d.root || strings.HasPrefix(p, d.root+"/") }

// name gives a file a name, or takes it away where there is no file.
func (d *disk) name(p string, f *inode) {
	base := filepath.Base(p)
	n := d.of(filepath.Dir(p))
	n.changes = append(n.changes, func(m map[string]*inode) {
		if f == nil {
			delete(m, base)
		} else {
			m[base] = f
		}
	})
}

// now are the names of a directory after its first n changes.
func (n *names) now(changes int) map[string]*inode {
	m := map[string]*inode{}
	for _, c := range n.changes[:changes] {
		c(m)
	}
	return m
}

func (d *disk) find(p string) *inode {
	n := d.of(filepath.Dir(p))
	return n.now(len(n.changes))[filepath.Base(p)]
}

// rename moves a file, or a whole directory.
func (d *disk) rename(from, to string) {
	if f := d.find(from); f != nil {
		d.name(to, f)
		d.name(from, nil)
		return
	}
	for p, n := range d.dirs {
		if p == from || strings.HasPrefix(p, from+"/") {
			d.dirs[to+strings.TrimPrefix(p, from)] = n
			delete(d.dirs, p)
		}
	}
}

// call makes a system call that has returned something that is no error. marks say what of a file had been written when the call began.
func (d *disk) call(name string, args []string, result string, mark map[*inode]int) error {
	switch name {
	case "openat":
		d.open(unquoted(args[1]), args[2], result)
	case "write":
		if fd := d.fds[args[0]]; fd != nil && fd.file != nil {
			data := []byte(unquoted(args[1]))
			fd.file.pending = append(fd.file.pending, piece{fd.at, data})
			fd.at += int64(len(data))
		}
	case "pwrite64":
		if fd := d.fds[args[0]]; fd != nil {
			fd.file.pending = append(fd.file.pending, piece{number(args[3]), []byte(unquoted(args[1]))})
		}
	case "lseek":
		if fd := d.fds[args[0]]; fd != nil {
			fd.at = number(result)
		}
	case "ftruncate":
		if fd := d.fds[args[0]]; fd != nil {
			fd.file.pending = append(fd.file.pending, piece{number(args[1]), nil})
		}
	case "fsync", "fdatasync":
		d.sync(d.fds[args[0]], mark)
	case "rename", "renameat", "renameat2", "link", "linkat":
		paths := pathsOf(args)
		if len(paths) != 2 || !d.in(paths[0]) {
			return nil
		}
		if strings.HasPrefix(name, "link") {
			d.name(paths[1], d.find(paths[0]))
		} else {
			d.rename(paths[0], paths[1])
		}
	case "unlink", "unlinkat":
		if p := pathsOf(args)[0]; d.in(p) {
			d.name(p, nil)
		}
	case "mkdirat", "mkdir":
		if p := pathsOf(args)[0]; d.in(p) {
			d.of(p)
		}
	default:
		return fmt.Errorf("nobody has said what %s does to a disk", name)
	}
	return nil
}

func (d *disk) open(path, flags, fd string) {
	delete(d.fds, fd)
	if !d.in(path) {
		return
	}
	if d.dirs[path] != nil {
		d.fds[fd] = &descriptor{dir: path}
		return
	}
	f := d.find(path)
	if f == nil {
		f = &inode{}
		d.name(path, f)
	}
	if strings.Contains(flags, "O_TRUNC") {
		f.pending = append(f.pending, piece{})
	}
	d.fds[fd] = &descriptor{file: f}
}

func (d *disk) sync(fd *descriptor, mark map[*inode]int) {
	switch {
	case fd == nil:
	case fd.file != nil:
		n := min(mark[fd.file], len(fd.file.pending))
		fd.file.durable = written(fd.file.durable, fd.file.pending[:n], nil)
		fd.file.pending = fd.file.pending[n:]
	default:
		n := d.of(fd.dir)
		n.synced = len(n.changes)
	}
}

// marks are how much of each file is written and not yet synced.
func (d *disk) marks() map[*inode]int {
	out := map[*inode]int{}
	for _, fd := range d.fds {
		if fd.file != nil {
			out[fd.file] = len(fd.file.pending)
		}
	}
	return out
}

const pageSize = 4096

// written is a file with pieces, all of them, or those of their pages that keep says.
func written(b []byte, pieces []piece, keep func() bool) []byte {
	b = append([]byte(nil), b...)
	grow := func(n int64) {
		if n > int64(len(b)) {
			b = append(b, make([]byte, n-int64(len(b)))...)
		}
	}
	for _, p := range pieces {
		if p.data == nil {
			if keep == nil || keep() {
				grow(p.at)
				b = b[:p.at]
			}
			continue
		}
		for at, end := p.at, p.at+int64(len(p.data)); at < end; {
			next := min(end, (at/pageSize+1)*pageSize)
			if keep == nil || keep() {
				grow(next)
				copy(b[at:next], p.data[at-p.at:next-p.at])
			}
			at = next
		}
	}
	return b
}

// lose writes into a directory what a loss of power may leave: names up to some change behind the last sync, and of each file what was
// synced, with none, some or all of the pages behind it.
func (d *disk) lose(to string, r *rand.Rand) error {
	all, share := r.IntN(3), r.IntN(100)
	keep := func() bool { return all == 2 || all == 1 && r.IntN(100) < share }
	for dir, n := range d.dirs {
		into := filepath.Join(to, strings.TrimPrefix(dir, d.root))
		if err := os.MkdirAll(into, 0o700); err != nil {
			return err
		}
		changes := n.synced
		for changes < len(n.changes) && keep() {
			changes++
		}
		for name, f := range n.now(changes) {
			if err := os.WriteFile(filepath.Join(into, name), written(f.durable, f.pending, keep), 0o600); err != nil {
				return err
			}
		}
	}
	return nil
}
