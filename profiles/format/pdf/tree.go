package pdf

import (
	lib "github.com/ledongthuc/pdf"

	"tenon/profiles/format/page"
)

// pages walks the tree of pages; more is true if the limits cut it. Pages that hang on no tree are taken if there is no tree.
func (r *reader) pages(file *lib.Reader) (pages []leaf, more bool) {
	w := walk{limit: r.limits.Pages, seen: map[string]bool{}}
	func() {
		defer func() {
			if x := recover(); x != nil {
				mustGoOn(x)
			}
		}()
		w.node(file.Trailer().Key("Root").Key("Pages"), 0, nil)
	}()
	if len(w.pages) > 0 {
		return w.pages, w.more
	}
	loose := file.Trailer().Key("Loose")
	for i := range min(loose.Len(), maxLoose) {
		func() {
			defer func() {
				if x := recover(); x != nil {
					mustGoOn(x)
				}
			}()
			if v := loose.Index(i); v.Key("Type").Name() == "Page" {
				w.page(v, fromParents(v))
			}
		}()
	}
	return w.pages, w.more
}

type walk struct {
	limit int
	steps int
	pages []leaf
	more  bool
	seen  map[string]bool // nodes on the way down, to end a circle
}

func (w *walk) page(v lib.Value, up map[string]lib.Value) {
	if len(w.pages) >= w.limit {
		w.more = true
		return
	}
	w.pages = append(w.pages, leaf{v, up})
}

func (w *walk) node(v lib.Value, depth int, up map[string]lib.Value) {
	if w.steps++; depth > 40 || w.more || w.steps > 20*w.limit {
		return
	}
	kids := v.Key("Kids")
	if kids.Kind() != lib.Array {
		if v.Kind() == lib.Dict && v.Key("Type").Name() != "Pages" {
			w.page(v, up)
		}
		return
	}
	if kids.Len() < 1000 { // a circle through a larger node is ended by the depth
		id := v.String()
		if w.seen[id] {
			return
		}
		w.seen[id] = true
		defer delete(w.seen, id)
	}
	up = handedDown(v, up)
	for i := 0; i < kids.Len() && !w.more; i++ {
		w.node(kids.Index(i), depth+1, up)
	}
}

// leaf is a page with what the nodes above it hand down: to ask them anew for every page is slow, as the library keeps nothing.
type leaf struct {
	lib.Value
	up map[string]lib.Value
}

func (p leaf) inherited(key string) lib.Value {
	if v := p.Key(key); v.Kind() != lib.Null {
		return v
	}
	return p.up[key]
}

func handedDown(node lib.Value, up map[string]lib.Value) map[string]lib.Value {
	out := map[string]lib.Value{}
	for _, key := range []string{"Resources", "MediaBox", "CropBox", "Rotate"} {
		if out[key] = node.Key(key); out[key].Kind() == lib.Null {
			out[key] = up[key]
		}
	}
	return out
}

func fromParents(v lib.Value) map[string]lib.Value {
	up := map[string]lib.Value{}
	for range 10 {
		v = v.Key("Parent")
		for key, above := range handedDown(v, nil) {
			if up[key].Kind() == lib.Null {
				up[key] = above
			}
		}
	}
	return up
}

// frame is the size of the sheet as shown and the matrix that puts its lower left corner at the origin and its top up.
func frame(p leaf) (width, height float64, m matrix) {
	x0, y0, x1, y1 := 0.0, 0.0, 612.0, 792.0
	for _, key := range []string{"MediaBox", "CropBox"} {
		b := p.inherited(key)
		if b.Len() != 4 {
			continue
		}
		a, c := b.Index(0).Float64(), b.Index(2).Float64()
		d, e := b.Index(1).Float64(), b.Index(3).Float64()
		if w, h := max(a, c)-min(a, c), max(d, e)-min(d, e); w > 10 && h > 10 && w < 1e5 && h < 1e5 {
			x0, x1, y0, y1 = min(a, c), max(a, c), min(d, e), max(d, e)
		}
	}
	width, height = x1-x0, y1-y0
	switch (p.inherited("Rotate").Int64()%360 + 360) % 360 {
	case 90:
		return height, width, matrix{0, -1, 1, 0, -y0, x1}
	case 180:
		return width, height, matrix{-1, 0, 0, -1, x1, y1}
	case 270:
		return height, width, matrix{0, 1, -1, 0, y1, -x0}
	}
	return width, height, matrix{1, 0, 0, 1, -x0, -y0}
}

// links adds the targets of a page's links.
func links(p leaf, b *page.Builder) {
	defer func() {
		if x := recover(); x != nil {
			mustGoOn(x)
		}
	}()
	annots := p.Key("Annots")
	for i := range min(annots.Len(), 500) {
		if uri := annots.Index(i).Key("A").Key("URI"); uri.Kind() == lib.String {
			b.Link(uri.Text())
		}
	}
}
