package api

import (
	"context"
	"strconv"

	"tenon/profiles"
)

// Waiting is the parameter of writes.
type Waiting struct {
	Wait string `query:"wait" enum:"searchable" doc:"searchable: answer once rankings and searches know of the change."`
}

// Written are the headers of the answer to a write.
type Written struct {
	Seq        string `header:"Tenon-Seq" doc:"Number of the change: minSeq of a later request waits for it."`
	Searchable string `header:"Tenon-Searchable" doc:"true where rankings and searches know of the change."`
}

// settle makes the headers of a write, after Waiting for text and columns where that is asked for. A wait that takes too long does not
// undo the write, and is no error.
func (s *server) settle(ctx context.Context, w Waiting, seq profiles.Seq) Written {
	if w.Wait != "" {
		_ = s.Follower.WaitFor(ctx, seq) // see above
	}
	return Written{strconv.FormatUint(uint64(seq), 10), strconv.FormatBool(s.Follower.Reached() >= seq)}
}

// await waits until text and columns have a change.
func (s *server) await(ctx context.Context, seq profiles.Seq) error {
	if seq == 0 || s.Follower.Reached() >= seq {
		return nil
	}
	last, err := s.Store.Seq(ctx)
	if err != nil {
		return err
	}
	if seq > last {
		return profiles.FieldErrors{{Path: "minSeq", Msg: "no change has this number yet"}}
	}
	return s.Follower.WaitFor(ctx, seq)
}
