package taxonomy

// edgeKind orders the kinds of edges: of two edges of the same sim the smaller kind is shown.
type edgeKind uint8

const (
	same edgeKind = iota
	narrower
	related
	broader
)

var edgeWords = map[string]edgeKind{"implies": narrower, "related": related, "resembles": related, "broader": broader}

func (k edgeKind) String() string { return [...]string{"same", "narrower", "related", "broader"}[k] }

// limit is the largest sim that scoring.md allows.
func (k edgeKind) limit() uint8 { return [...]uint8{100, 90, 60, 55}[k] }

// edge is how a concept stands for another, which the place of the edge says.
type edge struct {
	kind   edgeKind
	sim    uint8
	source string
}

func (e edge) better(than edge) bool {
	if e.sim != than.sim {
		return e.sim > than.sim
	}
	return e.kind < than.kind
}
