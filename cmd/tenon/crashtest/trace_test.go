package crashtest

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// traced are the system calls of which a disk is made.
const traced = "openat,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,copy_file_range,sendfile"

// under strace a program logs them, with all bytes.
func tracing(strace, log string, more ...string) []string {
	return append([]string{strace, "-f", "-qq", "-s", "16777216", "-e", "signal=none", "-o", log, "-e", "trace=" + traced}, more...)
}

var (
	begun   = regexp.MustCompile(`^(\d+) +(\w+)\((.*)$`)
	resumed = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>(.*)$`)
)

// replay makes what a log of strace tells on a disk. Before each call that is made it asks at; what the program printed goes to said.
func replay(log string, d *disk, at func() error, said func(line string)) error {
	f, err := os.Open(log)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	type call struct {
		name, args string
		mark       map[*inode]int
	}
	open := map[string]call{} // by thread
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		line := lines.Text()
		if m := resumed.FindStringSubmatch(line); m != nil {
			c := open[m[1]]
			delete(open, m[1])
			if err := d.made(c.name, c.args+m[3], c.mark, at, said); err != nil {
				return err
			}
			continue
		}
		m := begun.FindStringSubmatch(line)
		if m == nil {
			continue // the end of a thread
		}
		if args, cut := strings.CutSuffix(m[3], "<unfinished ...>"); cut {
			open[m[1]] = call{m[2], args, d.marks()}
			continue
		}
		if err := d.made(m[2], m[3], d.marks(), at, said); err != nil {
			return err
		}
	}
	return lines.Err()
}

// made makes one call, whose arguments and result are rest.
func (d *disk) made(name, rest string, mark map[*inode]int, at func() error, said func(string)) error {
	end := strings.LastIndex(rest, ") ")
	if end < 0 {
		return fmt.Errorf("%s(%.80s has no result", name, rest)
	}
	args, result := arguments(rest[:end]), strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest[end+1:]), "="))
	if strings.HasPrefix(result, "-1") || strings.HasPrefix(result, "?") || strings.HasSuffix(result, "(INJECTED)") {
		return nil
	}
	result, _, _ = strings.Cut(result, " ")
	if err := at(); err != nil {
		return err
	}
	if name == "write" && args[0] == "1" {
		for l := range strings.Lines(unquoted(args[1])) {
			said(l)
		}
		return nil
	}
	return d.call(name, args, result, mark)
}

// arguments are what is between commas that stand in no text.
func arguments(s string) (out []string) {
	start, text := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '"':
			text = !text
		case s[i] == ',' && !text:
			out = append(out, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

// pathsOf are the arguments that are texts.
func pathsOf(args []string) (out []string) {
	for _, a := range args {
		if strings.HasPrefix(a, `"`) {
			out = append(out, unquoted(a))
		}
	}
	return out
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64) // strace wrote it
	return n
}

// unquoted is a text as strace escapes it.
func unquoted(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		if at := strings.IndexByte("ntrvf", s[i]); at >= 0 {
			out = append(out, "\n\t\r\v\f"[at])
			continue
		}
		end := i
		for end < len(s) && end < i+3 && s[end] >= '0' && s[end] <= '7' {
			end++
		}
		if end == i {
			out = append(out, s[i]) // a quote, or a backslash
			continue
		}
		n, _ := strconv.ParseUint(s[i:end], 8, 8) // of digits
		out = append(out, byte(n))
		i = end - 1
	}
	return string(out)
}
