package blevetext

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"path/filepath"
	"os"
	"syscall"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/mapping"
	idx "github.com/blevesearch/bleve_index_api"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func labCorpus(n int) []*index.Doc {
	tax := taxonomy.Default()
	r := rand.New(rand.NewPCG(7, 7))
	var words []string
	for range 20000 {
		b := make([]byte, 3+r.IntN(8))
		for i := range b { b[i] = byte('a' + r.IntN(26)) }
		words = append(words, string(b))
	}
	pick := func(n int) int { f := r.Float64(); return min(n-1, int(10*(math.Pow(float64(n)/10+1, f)-1))) }
	skills := tax.Of(taxonomy.Skill)
	var out []*index.Doc
	start := time.Now()
	var spent time.Duration
	for i := range n {
		var b strings.Builder
		for range 120 { b.WriteString(words[pick(len(words))]); b.WriteByte(' ') }
		c := &profiles.Candidate{ID: fmt.Sprintf("g%07d", i), Headline: "Senior Data Engineer", Summary: b.String(), Place: &profiles.Place{City: "Berlin", Country: "DE"}}
		for range 15 { c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: tax.Concept(skills[pick(len(skills))*7919%len(skills)]).Label}}) }
		start = time.Now()
		out = append(out, index.CandidateDoc(c, tax))
		spent += time.Since(start)
	}
	fmt.Printf("candidatedoc %v each\n", spent/time.Duration(n))
	return out
}

func cpu() time.Duration { var u syscall.Rusage; syscall.Getrusage(0, &u); return time.Duration(u.Utime.Nano()+u.Stime.Nano()) }

type variant struct {
	name string
	advanced bool
	tv, store bool
	batch int
	conc int
	cfg map[string]any
	builder bool
}

func labMapping(tv, store bool) mapping.IndexMapping {
	m := Mapping().(*mapping.IndexMappingImpl)
	b := m.DefaultMapping.Properties["body"].Fields[0]
	b.IncludeTermVectors, b.Store = tv, store
	return m
}

func labDoc(id string, d *index.Doc, tv, store bool) *document.Document {
	doc := document.NewDocument(id)
	opt := idx.IndexField
	topt := idx.IndexField | idx.IncludeTermVectors
	bopt := idx.IndexField
	if tv { bopt |= idx.IncludeTermVectors }
	if store { bopt |= idx.StoreField }
	doc.AddField(document.NewTextFieldCustom("title", nil, []byte(d.Title), topt|idx.StoreField, enA))
	doc.AddField(document.NewTextFieldCustom("body", nil, []byte(d.Body), bopt, enA))
	for i, s := range d.Skills { doc.AddField(document.NewTextFieldCustom("skills", []uint64{uint64(i)}, []byte(s), topt, enA)) }
	for i, s := range d.Concepts { doc.AddField(document.NewTextFieldCustom("concepts", []uint64{uint64(i)}, []byte(s), opt|idx.DocValues, kwA)) }
	for f, s := range map[string]string{"city": d.City, "country": d.Country} { doc.AddField(document.NewTextFieldCustom(f, nil, []byte(s), opt|idx.DocValues, kwA)) }
	for f, s := range map[string]string{"kind": "candidate", "org": "o"} { doc.AddField(document.NewTextFieldCustom(f, nil, []byte(s), opt, kwA)) }
	return doc
}
var mm = Mapping().(*mapping.IndexMappingImpl)
var enA = mm.AnalyzerNamed(en.AnalyzerName)
var kwA = mm.AnalyzerNamed(keyword.Name)

func TestLab(t *testing.T) {
	n := 10000
	docs := labCorpus(n)
	po := func(nap, under, workers, size int) map[string]any {
		return map[string]any{"PersisterNapTimeMSec": nap, "PersisterNapUnderNumFiles": under, "NumPersisterWorkers": workers, "MaxSizeInMemoryMergePerWorker": size}
	}
	_ = po
	for _, v := range []variant{
		{name: "now 2000", tv: true, store: true, batch: 2000},
		{name: "adv 2000", advanced: true, tv: true, store: true, batch: 2000},
		{name: "adv 1000", advanced: true, tv: true, store: true, batch: 1000},
		{name: "adv 2000 no tv", advanced: true, tv: false, store: true, batch: 2000},
		{name: "adv 2000 no store", advanced: true, tv: true, store: false, batch: 2000},
		{name: "adv 1000 conc2", advanced: true, tv: true, store: true, batch: 1000, conc: 2},
		{name: "adv 500 conc4", advanced: true, tv: true, store: true, batch: 500, conc: 4},
		{name: "adv 2000 workers", advanced: true, tv: true, store: true, batch: 2000, conc: 2, cfg: map[string]any{"scorchPersisterOptions": po(0, 1000, 2, 64<<20)}},
		{name: "adv 1000 conc2 floor", advanced: true, tv: true, store: true, batch: 1000, conc: 2, cfg: map[string]any{"scorchMergePlanOptions": map[string]any{"FloorSegmentSize": 10000}}},
		{name: "builder 2000", tv: true, store: true, batch: 2000, builder: true},
	} {
		dir := t.TempDir()
		start, c0 := time.Now(), cpu()
		cfg := map[string]any{"bolt_timeout": "1s"}
		for k, x := range v.cfg { cfg[k] = x }
		if v.builder {
			b, err := bleve.NewBuilder(filepath.Join(dir, "x"), labMapping(v.tv, v.store), map[string]any{"batchSize": v.batch, "buildPathPrefix": dir})
			if err != nil { t.Fatal(err) }
			for i, d := range docs {
				if err := b.Index(fmt.Sprintf("candidate\x1f\x1fg%07d", i), fields(profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprintf("g%07d", i)}, d)); err != nil { t.Fatal(err) }
			}
			if err := b.Close(); err != nil { t.Fatal(err) }
		} else {
			ix, err := bleve.NewUsing(filepath.Join(dir, "x"), labMapping(v.tv, v.store), scorch.Name, scorch.Name, cfg)
			if err != nil { t.Fatal(err) }
			sem := make(chan error, max(1, v.conc))
			running := 0
			for from := 0; from < n; from += v.batch {
				b := ix.NewBatch()
				for i := from; i < min(n, from+v.batch); i++ {
					k := profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprintf("g%07d", i)}
					var err error
					if v.advanced { err = b.IndexAdvanced(labDoc(docID(k), docs[i], v.tv, v.store)) } else { err = b.Index(docID(k), fields(k, docs[i])) }
					if err != nil { t.Fatal(err) }
				}
				if running >= max(1, v.conc) { if err := <-sem; err != nil { t.Fatal(err) }; running-- }
				running++
				go func() { sem <- ix.Batch(b) }()
			}
			for ; running > 0; running-- { if err := <-sem; err != nil { t.Fatal(err) } }
			el := time.Since(start)
			fmt.Printf("   before close %.0f/s\n", float64(n)/el.Seconds())
			if err := ix.Close(); err != nil { t.Fatal(err) }
		}
		el, c := time.Since(start), cpu()-c0
		var sz int64
		filepath.Walk(dir, func(p string, fi os.FileInfo, err error) error { if err == nil && !fi.IsDir() { sz += fi.Size() }; return nil })
		fmt.Printf("%-24s %.0f docs/s  cpu %v/doc  %d B/doc\n", v.name, float64(n)/el.Seconds(), c/time.Duration(n), sz/int64(n))
		os.RemoveAll(dir)
	}
}
