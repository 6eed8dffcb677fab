package profiles

// Seq is the number of a change in a store, 1 for the first, without gaps. Revision is the Seq of a record's last change.
type (
	Seq      uint64
	Revision = Seq
)

// Key names a record. Org is the organisation that owns it, "" for the only one of an embedded store.
type Key struct {
	Org  string `json:"org,omitempty"`
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

func (k Key) String() string {
	if k.Org == "" {
		return k.Kind.String() + " " + k.ID
	}
	return k.Kind.String() + " " + k.Org + "/" + k.ID
}

// Record is what a key names: *Candidate, *Role, or a type of the package identity.
type Record interface {
	// RecordKind is the kind under which the record is kept.
	RecordKind() Kind
	// RecordID is the record's own id.
	RecordID() string
	// Validate returns nil or [FieldErrors] with every fault, judged at the month now.
	Validate(now Month) error
}

// About is a record about a candidate of its organisation that is kept under another id than the candidate's. It goes when the
// candidate is erased.
type About interface {
	Record
	// About is the id of the candidate, "" of nobody.
	About() string
}

// Remembered is such a record of which something stays that says nothing of the candidate.
type Remembered interface {
	About
	Forgotten() Record
}

// Mutation is one change that a store is asked for: Record replaces or creates what Key names, nil deletes it.
type Mutation struct {
	Key    Key
	Record Record
	// If, when set, is the revision that the record must have now; 0 says that it must not exist. Otherwise [ErrConflict].
	If *Revision
}

// Change is one entry of a change feed. It carries no body: read the record, which may be newer by then.
type Change struct {
	Seq      Seq      `json:"seq"`
	Key      Key      `json:"key"`
	Revision Revision `json:"revision"`
	Deleted  bool     `json:"deleted,omitempty"`
}
