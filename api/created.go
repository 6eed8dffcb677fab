package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tenon/api/auth"
	"tenon/profiles"
)

// idOf is the id of a new record that has none of its own. An idempotency key makes it: a record and the note under which key it was
// created are one, written at once and for as long as the record is there, so that neither a crash nor a restart creates it twice.
func (s *server) idOf(ctx context.Context, kind profiles.Kind, idempotency string) string {
	if idempotency == "" {
		return strings.ToLower(rand.Text())
	}
	p := auth.From(ctx)
	sum := sha256.Sum256([]byte(p.Org + "\x00" + p.ID + "\x00" + kind.String() + "\x00" + idempotency))
	return hex.EncodeToString(sum[:12])
}

// createdBefore answers a creation whose record is there and whose answer is not known any more: as it was answered where the key made
// the id and the record is still what the request makes. Whoever gives a record an id of their own is told that it is there.
func createdBefore[R profiles.Record](ctx context.Context, s *server, id string, asked profiles.Record, w Waiting) (*entry[R], error) {
	kind := kindOf[R]()
	if asked.RecordID() != id {
		return nil, exists(kind)
	}
	is, rev, err := get[R](ctx, s, id)
	if errors.Is(err, profiles.ErrNotFound) {
		return nil, fmt.Errorf("%w: what it created has been deleted: take a new one", errReplayed)
	}
	if err != nil {
		return nil, err
	}
	a, err := json.Marshal(is)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", kind, id, err)
	}
	b, err := json.Marshal(asked)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", kind, id, err)
	}
	if !bytes.Equal(a, b) {
		return nil, fmt.Errorf("%w: came before with another request, or what it created has been changed since: it is %s", errReplayed, id)
	}
	return &entry[R]{ETag: etag(rev), Status: 201, Location: location(is), Replayed: "true", Written: s.settle(ctx, w, rev), Body: is}, nil
}
