package lint_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the project's directory, seen from this package.
const root = "../../.."

// allowed lists, for each package, the packages of the project that it may import; a trailing /... allows all below.
var allowed = map[string][]string{
	"profiles":                     {},
	"profiles/identity":            {"profiles"},
	"profiles/taxonomy":            {"profiles"},
	"profiles/taxonomy/generate":   {"profiles/taxonomy", "profiles/taxonomy/link/train"},
	"profiles/taxonomy/link":       {"profiles", "profiles/taxonomy"},
	"profiles/taxonomy/link/train": {"profiles", "profiles/taxonomy/link"},
	"profiles/gazetteer":           {"profiles"},
	"profiles/money":               {"profiles"},
	"profiles/format":              {"profiles", "profiles/identity", "profiles/taxonomy", "profiles/money", "profiles/gazetteer", "profiles/format/page", "profiles/format/html", "profiles/format/pdf", "profiles/format/docx", "profiles/format/csv", "profiles/format/parquet", "profiles/format/text", "profiles/format/mail", "profiles/format/reading", "profiles/format/resume", "profiles/format/advert"},
	"profiles/format/page":         {"profiles"},
	"profiles/format/text":         {"profiles", "profiles/format/page"},
	"profiles/format/mail":         {"profiles", "profiles/format/page", "profiles/format/html", "profiles/format/text"},
	"profiles/format/reading":      {"profiles", "profiles/taxonomy", "profiles/gazetteer", "profiles/money", "profiles/format/page"},
	"profiles/format/resume":       {"profiles", "profiles/identity", "profiles/taxonomy", "profiles/gazetteer", "profiles/money", "profiles/format/page", "profiles/format/reading"},
	"profiles/format/advert":       {"profiles", "profiles/taxonomy", "profiles/gazetteer", "profiles/money", "profiles/format/page", "profiles/format/reading"},
	"profiles/format/html":         {"profiles", "profiles/format/page"},
	"profiles/format/hostile":      {},
	"profiles/format/docx":         {"profiles", "profiles/format/page"},
	"profiles/format/csv":          {"profiles"},
	"profiles/format/parquet":      {"profiles"},
	"profiles/format/pdf":          {"profiles", "profiles/format/page"},
	"profiles/synthetic":           {"profiles", "profiles/taxonomy", "profiles/gazetteer"},
	"profiles/intake":              {"profiles", "profiles/identity", "profiles/taxonomy", "profiles/money", "profiles/gazetteer", "profiles/format", "profiles/format/reading", "profiles/store"},
	"profiles/store":               {"profiles", "profiles/identity"},
	"profiles/store/storetest":     {"profiles", "profiles/identity", "profiles/store"},
	"profiles/store/tablestest":    {"profiles"},
	"profiles/store/boltstore":     {"profiles", "profiles/identity", "profiles/store", "profiles/point", "profiles/boltpages", "profiles/room"},
	"profiles/point":               {},
	"profiles/durable":             {"profiles"},
	"profiles/room":                {"profiles"},
	"profiles/room/roomtest":       {"profiles/room"},
	"profiles/boltpages":           {"profiles"},
	"index":                        {"profiles", "profiles/taxonomy"},
	"index/indextest":              {"profiles", "profiles/taxonomy", "index"},
	"index/blevetext":              {"profiles", "profiles/taxonomy", "profiles/point", "profiles/boltpages", "profiles/room", "index"},
	"index/facts":                  {"profiles", "profiles/taxonomy", "profiles/money"},
	"index/columns":                {"profiles", "profiles/taxonomy", "profiles/point", "index/facts"},
	"index/follow":                 {"profiles", "profiles/taxonomy", "index", "index/columns", "index/facts"},
	"engine/plan":                  {"profiles", "profiles/taxonomy", "profiles/gazetteer", "index/facts", "index/columns"},
	"engine":                       {"profiles", "profiles/taxonomy", "profiles/gazetteer", "profiles/money", "index/facts", "index/columns", "engine/plan", "engine/phrase"},
	"engine/eval":                  {"profiles"},
	"engine/phrase":                {},
	"engine/market":                {"profiles", "profiles/taxonomy", "profiles/gazetteer", "profiles/money", "index/facts", "index/columns", "engine", "engine/phrase", "engine/regress"},
	"engine/regress":               {},
	"engine/pay":                   {"profiles", "profiles/taxonomy", "profiles/gazetteer", "profiles/money", "index/facts", "index/columns", "engine", "engine/phrase", "engine/regress"},
	"engine/standing":              {"profiles", "index/facts", "index/columns", "engine", "engine/plan"},
	"engine/batch":                 {"profiles", "profiles/taxonomy", "profiles/gazetteer", "index/facts", "index/columns", "engine/plan"},
	"api":                          {"profiles", "profiles/identity", "profiles/taxonomy", "profiles/gazetteer", "profiles/format", "profiles/intake", "profiles/store", "index", "index/follow", "engine", "engine/plan", "engine/batch", "engine/standing", "engine/market", "engine/pay", "engine/phrase", "api/aside", "api/auth", "api/wire"},
	"api/aside":                    {"profiles", "profiles/durable", "profiles/intake"},
	"api/auth":                     {"profiles", "profiles/durable"},
	"api/wire":                     {"profiles", "profiles/identity", "profiles/intake", "index", "engine", "engine/batch", "engine/market", "engine/pay", "engine/standing"},
	"api/client":                   {"profiles", "profiles/identity", "profiles/intake", "index", "engine", "engine/batch", "engine/market", "engine/pay", "engine/standing", "api/wire"},
	"api/assistant":                {"api/client", "api/wire", "engine", "engine/market", "engine/phrase"},
	"cmd/tenon/app/apptest":        {"profiles", "profiles/intake", "api", "cmd/tenon/app", "testdata/sample"},
	"api/web":                      {"api/client", "api/wire", "api/web/chart", "profiles", "profiles/intake", "profiles/format/reading", "engine", "engine/phrase", "engine/batch", "engine/market", "engine/pay", "engine/standing", "index"},
	"api/web/chart":                {},
	"cmd/internal/lint":            {},
	"cmd/tenon":                    {"cmd/tenon/command"},
	"cmd/tenon/command":            {"profiles", "profiles/format", "profiles/format/reading", "profiles/intake", "profiles/taxonomy", "profiles/taxonomy/link", "index", "engine", "engine/plan", "engine/eval", "engine/batch", "engine/standing", "engine/market", "engine/pay", "profiles/format/parquet", "api", "api/wire", "api/auth", "api/web", "cmd/tenon/app", "cmd/tenon/bench", "testdata/sample", "engine/phrase", "api/assistant"},
	"cmd/tenon/app":                {"profiles/...", "profiles", "index/...", "index", "engine", "engine/batch", "engine/standing", "engine/market", "engine/pay", "api", "api/aside", "api/auth", "api/wire"},
	"cmd/tenon/bench":              {"profiles", "profiles/taxonomy", "profiles/synthetic", "profiles/store/boltstore", "index", "index/facts", "index/columns", "index/blevetext", "index/follow", "engine/plan", "engine/batch", "cmd/tenon/app"},
	"cmd/tenon/crashtest":          {},
	"testdata/directories":         {},
	"testdata/sample":              {},
	"testdata/sample/generate":     {"profiles", "profiles/taxonomy", "profiles/gazetteer", "profiles/money"},
}

// only lists who may import a library at all.
var only = map[string][]string{
	"github.com/gin-gonic/gin":       {"api"},
	"github.com/danielgtaylor/huma":  {"api"},
	"github.com/prometheus":          {"api"},
	"go.etcd.io/bbolt":               {"profiles/store/boltstore"},
	"github.com/ledongthuc/pdf":      {"profiles/format/pdf"},
	"github.com/evanphx/json-patch":  {"profiles/intake"},
	"golang.org/x/net/html":          {"profiles/format/html"},
	"github.com/emersion/go-message": {"profiles/format/mail"},
	"github.com/parquet-go":          {"profiles/format/parquet"},
	"github.com/klauspost/compress":  {"profiles/format/parquet"},
	"github.com/blevesearch/bleve":   {"index/blevetext"},
	"github.com/alecthomas/kong":     {"cmd/tenon/command"},
	"github.com/chromedp":            {},
	"github.com/fxamacker/cbor":      {"profiles/store/boltstore"},
	"tenon/profiles/store/boltstore": {"cmd/tenon/app", "cmd/tenon/bench"},
	"tenon/index/blevetext":          {"cmd/tenon/app", "cmd/tenon/bench"},
	"tenon/profiles/identity":        {"api/wire", "cmd/tenon/app", "profiles/format", "profiles/format/resume", "profiles/intake", "profiles/store/boltstore", "profiles/store/storetest", "api", "api/client"},
}

// file is a source file that is not a test, with its package and its imports.
type file struct {
	path, pkg string
	imports   []string
	documents bool // has a package comment
}

func sources(t *testing.T) []file {
	t.Helper()
	var out []file
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." && p != root {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		if strings.Contains(commentText(p), "//go:build ignore") {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		x := file{path: rel, pkg: path.Dir(filepath.ToSlash(rel)), documents: f.Doc != nil}
		for _, i := range f.Imports {
			s, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			x.imports = append(x.imports, s)
		}
		out = append(out, x)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 50 {
		t.Fatalf("only %d source files found: the walk starts in the wrong place", len(out))
	}
	return out
}

// commentText is the head of a file, where a build constraint stands.
func commentText(p string) string {
	b, err := os.ReadFile(p)
	if err != nil {
		return ""
	}
	head, _, _ := strings.Cut(string(b), "\npackage ")
	return head
}

func TestPackagesImportOnlyWhatTheTableAllows(t *testing.T) {
	for _, f := range sources(t) {
		may, ok := allowed[f.pkg]
		if !ok {
			t.Errorf("%s: package %s is not in the table of layers", f.path, f.pkg)
			continue
		}
		for _, i := range f.imports {
			own, ok := strings.CutPrefix(i, "tenon/")
			if ok && !permitted(may, own) {
				t.Errorf("%s imports %s: the table allows %s", f.path, i, strings.Join(may, ", "))
			}
		}
	}
}

func permitted(may []string, pkg string) bool {
	return slices.ContainsFunc(may, func(m string) bool {
		below, tree := strings.CutSuffix(m, "/...")
		return m == pkg || tree && strings.HasPrefix(pkg, below+"/")
	})
}

func TestLibrariesAndIdentityAreReachedFromTheirOwnPackageOnly(t *testing.T) {
	for _, f := range sources(t) {
		for _, i := range f.imports {
			for lib, users := range only {
				if (i == lib || strings.HasPrefix(i, lib+"/")) && !slices.Contains(users, f.pkg) {
					t.Errorf("%s imports %s, which only %s may", f.path, i, strings.Join(users, ", "))
				}
			}
		}
	}
}

// Nothing that indexes or scores can reach a type that holds identity, not even through another package.
func TestIdentityIsOutOfReachOfIndexAndEngine(t *testing.T) {
	graph := map[string][]string{}
	for _, f := range sources(t) {
		for _, i := range f.imports {
			if own, ok := strings.CutPrefix(i, "tenon/"); ok {
				graph[f.pkg] = append(graph[f.pkg], own)
			}
		}
	}
	for pkg := range graph {
		if strings.HasPrefix(pkg, "index") || strings.HasPrefix(pkg, "engine") {
			if way := reach(graph, pkg, "profiles/identity", map[string]bool{}); way != nil {
				t.Errorf("identity is in reach: %s", strings.Join(way, " → "))
			}
		}
	}
}

func reach(graph map[string][]string, from, to string, seen map[string]bool) []string {
	if from == to {
		return []string{to}
	}
	if seen[from] {
		return nil
	}
	seen[from] = true
	for _, next := range graph[from] {
		if way := reach(graph, next, to, seen); way != nil {
			return append([]string{from}, way...)
		}
	}
	return nil
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range sources(t) {
		documented[f.pkg] = documented[f.pkg] || f.documents
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", pkg)
		}
	}
}
