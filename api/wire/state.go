package wire

import "tenon/profiles"

// Health says that the process answers.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

// Ready says how far text and columns are behind the store.
type Ready struct {
	Status string       `json:"status" enum:"ready"`
	Seq    profiles.Seq `json:"seq" doc:"Of the store."`
	Lag    profiles.Seq `json:"lag" doc:"Changes that text or columns lack."`
}

// State is what is stored, and how it is: of the whole directory, whatever organisations have their records in it. It is for those who
// run it, and has numbers alone.
type State struct {
	Status     string           `json:"status" enum:"ready,behind,degraded"`
	Version    string           `json:"version" doc:"Of the program."`
	Seq        profiles.Seq     `json:"seq" doc:"Number of the last change of the store."`
	Lag        profiles.Seq     `json:"lag" doc:"Changes that text or columns lack."`
	Candidates int              `json:"candidates" doc:"Of all organisations."`
	Roles      int              `json:"roles" doc:"Likewise."`
	AsOf       profiles.Month   `json:"asOf" doc:"Month at which dates are judged."`
	Taxonomy   string           `json:"taxonomy"`
	Memory     int64            `json:"memory" doc:"Bytes of the columns."`
	Sizes      map[string]int64 `json:"sizes" doc:"Bytes of the files, by what they are."`
	Degraded   []string         `json:"degraded,omitempty" doc:"Why answers may not be whole now."`
	Damaged    int              `json:"damaged,omitempty" doc:"Records that do not verify."`
	Mended     []string         `json:"mended,omitempty" doc:"What was found damaged since the start, and has been made anew."`
	Checked    string           `json:"checked,omitempty" format:"date-time" doc:"When everything was checked last."`
	Found      []string         `json:"found,omitempty" doc:"Faults that the last check found."`
	BackedUp   string           `json:"backedUp,omitempty" format:"date-time" doc:"When the last backup was made that this directory knows of."`
	Backup     string           `json:"backup,omitempty" doc:"Which one that was."`
}
