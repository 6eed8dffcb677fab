// Package client asks a Tenon server over HTTP.
//
//	c, err := client.New("http://127.0.0.1:8080", client.Options{Key: os.Getenv("TENON_KEY")})
//	...
//	r, err := c.Rank(ctx, wire.RankRequest{Sides: wire.Sides{Role: "r-001"}})
//	for _, x := range r.Results { fmt.Println(x.Overall, x.Title) }
//
// There is a method for every operation of the document that is for programs, and a test holds that; [Client.Do] and [Client.Open] are
// for what has none. Within one process, [InProcess] needs no socket.
//
// # Errors
//
// What the server refuses is a *[Problem] in the chain of the error, with a stable code and the paths of the fields at fault; [Code] and
// [Fields] take them out:
//
//	if client.Code(err) == wire.CodePrecondition { … }
//
// An error without a code is of the way there: the server was not reached, the answer broke off, the context ended.
//
// # Requests that are made again
//
// A request that was refused for now (429, 503), or whose answer did not come, is made again up to [Options].Retries times, after a pause
// that doubles from 100 ms on, or as long as Retry-After says, up to 30 s. That is where making it twice does no harm:
//
//   - GET, PUT and DELETE, and questions that are sent by POST.
//   - Creations: they have an idempotency key of their own, so that the record, consent, standing search or run is made once. The key is
//     of one call. Who has to be sure over a crash of their own takes an id of their own, by a replacement with the revision "".
//   - After 429 everything but a stream: it has not been done.
//
// A stream that is sent ([Client.Load], [Client.Import]) is read once and never made again. Loads have reports, and a key that makes the
// ids of records without one: sent again with it, they replace themselves. A replacement at a revision whose answer was lost, and that is
// made again, is told precondition_failed where the first one was done: read the record.
//
// # Pages and streams
//
// Lists, rankings and searches have iterators that fetch page after page ([Client.Candidates], [Client.Ranked], [Client.Hits]); records
// stream in and out one at a time ([Client.LoadCandidates], [Client.DumpRoles]); feeds go on as things happen, over streams that are
// taken up again behind the last event ([Client.FollowChanges], [Client.FollowAlerts], [Client.WatchRescore]). An error is the last that
// an iterator gives, and breaking off one closes what is behind it.
//
// # Feeds
//
// Whoever keeps a copy of records goes on with [Client.FollowChanges] behind the last change that was taken in. An error with the code
// too_old says that this is not enough any more: deletions behind it have left the feed, or the data is another, as that of a restored
// backup. It is never made again by itself, because what was read has to go:
//
//	for {
//		for x, err := range c.FollowChanges(ctx, since) {
//			if client.Code(err) == wire.CodeTooOld {
//				since, copied = 0, map[string]bool{} // nothing is kept that the feed from 0 on does not name
//				break
//			}
//			if err != nil {
//				return err
//			}
//			copied[x.ID], since = !x.Deleted, x.Seq
//		}
//	}
//
// A stream from 0 on that breaks off half way is taken up by itself. Of alerts and events, whoever is too late looks at what matches
// ([Client.Matches]) or is kept now, and goes on behind the last.
//
// # Revisions
//
// Reading a record gives its revision, and replacing it takes the one that was read: what somebody else changed in between is not lost.
// [Written] says of a write which number its change has; as MinSeq of a question that waits until rankings and searches know of it, as
// [Searchable] the write itself waits.
package client
