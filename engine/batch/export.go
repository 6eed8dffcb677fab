package batch

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tenon/engine/plan"
	"tenon/profiles"
)

// Row is one rank of one kept list, with what made it.
type Row struct {
	List     string `json:"list" parquet:"list"` // role or candidate: whose list
	Org      string `json:"org,omitempty" parquet:"org"`
	ID       string `json:"id" parquet:"id"`
	Rank     int32  `json:"rank" parquet:"rank"`
	Match    string `json:"match" parquet:"match"`
	MatchOrg string `json:"matchOrg,omitempty" parquet:"matchOrg"`
	Overall  int32  `json:"overall" parquet:"overall"`
	Forward  int32  `json:"forward" parquet:"forward"`
	Reverse  int32  `json:"reverse" parquet:"reverse"`
	Tie      string `json:"tie" parquet:"tie"`
	Policy   string `json:"policy" parquet:"policy"`
	Lambda   int32  `json:"lambda" parquet:"lambda"`
	Taxonomy string `json:"taxonomy" parquet:"taxonomy"`
	Seq      int64  `json:"seq" parquet:"seq"`
	AsOf     string `json:"asOf" parquet:"asOf"`
}

// Rows gives every rank of every kept list: the lists of roles first, each kind by organisation and id, each list by rank.
// Candidates and roles that match nobody have no row. All rows are of one run: where another one publishes meanwhile, that is
// profiles.ErrUnavailable, and whoever has read some begins again.
func (k *Kept) Rows(ctx context.Context, yield func(*Row) error) error {
	m, err := k.Made(ctx)
	if err != nil {
		return err
	}
	same := func() error {
		if now, err := k.Made(ctx); err != nil || now.Generation == m.Generation {
			return err
		}
		return fmt.Errorf("%w: another run has published while the kept lists were read: begin again", profiles.ErrUnavailable)
	}
	row := Row{Policy: m.Policy, Lambda: int32(m.Lambda), Taxonomy: m.Taxonomy, Seq: int64(m.Seq), AsOf: m.AsOf.String()}
	for _, kind := range []profiles.Kind{profiles.KindRole, profiles.KindCandidate} {
		err := k.lists(ctx, kind, m.Top, same, func(owner profiles.Key, hits []plan.Hit) error {
			row.List, row.Org, row.ID = owner.Kind.String(), owner.Org, owner.ID
			for i := range hits {
				h := &hits[i]
				row.Rank, row.Match, row.MatchOrg = int32(i+1), h.ID, h.Org
				row.Overall, row.Forward, row.Reverse, row.Tie = h.Overall, h.F, h.R, strconv.FormatUint(h.Tie, 10)
				if err := yield(&row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lists gives the kept part of every list of a kind. Nothing is given of what was read when same did not hold any more.
func (k *Kept) lists(ctx context.Context, kind profiles.Kind, top int, same func() error, yield func(profiles.Key, []plan.Hit) error) error {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return err
	}
	c := cursor{ctx: ctx, t: k.Tables, table: listTable(s.Current), after: []byte{byte(kind)}, sure: same}
	for {
		p, err := c.next()
		if err != nil || p == nil || p.key[0] != byte(kind) {
			return err
		}
		owner, err := keyOf(p.key)
		if err != nil {
			return err
		}
		l, err := decodeList(owner, p.value)
		if err != nil {
			return err
		}
		if err := yield(owner, l.kept(top)); err != nil {
			return err
		}
	}
}

// WriteNDJSON writes the rows as lines of JSON.
func (k *Kept) WriteNDJSON(ctx context.Context, w io.Writer) error {
	enc := json.NewEncoder(w)
	return k.Rows(ctx, func(r *Row) error { return enc.Encode(r) })
}

// WriteCSV writes the rows as CSV with a line of headers, safe to open in a spreadsheet: a cell that would be read as a formula is
// written with an apostrophe before it.
func (k *Kept) WriteCSV(ctx context.Context, w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"list", "org", "id", "rank", "match", "matchOrg", "overall", "forward", "reverse", "tie", "policy", "lambda", "taxonomy", "seq", "asOf"}); err != nil {
		return err
	}
	number := func(n int32) string { return strconv.Itoa(int(n)) }
	err := k.Rows(ctx, func(r *Row) error {
		return out.Write([]string{r.List, safe(r.Org), safe(r.ID), number(r.Rank), safe(r.Match), safe(r.MatchOrg), number(r.Overall), number(r.Forward),
			number(r.Reverse), r.Tie, safe(r.Policy), number(r.Lambda), safe(r.Taxonomy), strconv.FormatInt(r.Seq, 10), r.AsOf})
	})
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

// safe keeps a spreadsheet from reading a text as a formula.
func safe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
