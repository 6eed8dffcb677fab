// Package client asks a Tenon server over HTTP.
//
//	c, err := client.New("http://127.0.0.1:8080", client.Options{Key: os.Getenv("TENON_KEY")})
//	...
//	r, err := c.Rank(ctx, wire.RankRequest{Sides: wire.Sides{Role: "r-001"}})
//	for _, x := range r.Results { fmt.Println(x.Overall, x.Title) }
//
// A method a question; [Client.Do] is for everything else. What the server refuses is a *wire.Problem:
//
//	var p *wire.Problem
//	if errors.As(err, &p) && p.Code == wire.CodePrecondition { … }
//
// A request that the server was too busy for (429, 503), or that did not reach it, is made again, up to [Options].Retries times, if
// making it twice does no harm: one that reads, or that has a condition or an idempotency key. Creations get a key by themselves.
// Lists are iterators that fetch page after page. Within one process, [InProcess] needs no socket.
package client
