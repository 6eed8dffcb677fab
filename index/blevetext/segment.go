package blevetext

import (
	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/zapx/v17"
)

// segments makes bleve's segments, as bleve does, of which those in memory stay whole when they are closed.
//
// A batch that cannot be made durable stays visible in bleve, and bleve closes its segment all the same, which searches and the next
// merge go on to read: that takes the caches of the segment away, and to fill one is a panic, in goroutines of bleve's that nothing
// recovers. A segment in memory has nothing else to let go of.
type segments struct{ zap.ZapPlugin }

// bleve wants its registry to be filled before anything else runs.
func init() { scorch.RegisterSegmentPlugin(&segments{}, true) }

// inMemory is a segment that has no file yet.
type inMemory struct{ *zap.SegmentBase }

// Close does nothing: see segments.
func (inMemory) Close() error { return nil }

// New implements scorch.SegmentPlugin.
func (p *segments) New(docs []bleveindex.Document) (segment.Segment, uint64, error) {
	return keep(p.ZapPlugin.New(docs))
}

// NewUsing implements scorch.SegmentPlugin.
func (p *segments) NewUsing(docs []bleveindex.Document, config map[string]any) (segment.Segment, uint64, error) {
	return keep(p.ZapPlugin.NewUsing(docs, config))
}

func keep(s segment.Segment, n uint64, err error) (segment.Segment, uint64, error) {
	if base, ok := s.(*zap.SegmentBase); ok && err == nil {
		return inMemory{base}, n, nil
	}
	return s, n, err
}

// Merge implements scorch.SegmentPlugin.
func (p *segments) Merge(of []segment.Segment, drops []*roaring.Bitmap, path string, closed chan struct{}, r segment.StatsReporter) ([][]uint64, uint64, error) {
	return p.ZapPlugin.Merge(bare(of), drops, path, closed, r)
}

// MergeUsing implements scorch.SegmentPlugin.
func (p *segments) MergeUsing(of []segment.Segment, drops []*roaring.Bitmap, path string, closed chan struct{}, r segment.StatsReporter, config map[string]any) ([][]uint64, uint64, error) {
	return p.ZapPlugin.MergeUsing(bare(of), drops, path, closed, r, config)
}

// bare are the segments as bleve's own merge knows them.
func bare(of []segment.Segment) []segment.Segment {
	out := make([]segment.Segment, len(of))
	for i, s := range of {
		if m, ok := s.(inMemory); ok {
			s = m.SegmentBase
		}
		out[i] = s
	}
	return out
}
