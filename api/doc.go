// Package api answers over HTTP on the same engine as the command line.
//
// [New] returns the handler. Where what goes:
//
//	routes.go        the one table of routes: method, path, operation, what it costs, what it takes, who answers
//	permissions.go   the one table of who may call which operation; a route without a row fails a test
//	errors.go        the one table from errors to status and code; everything that is refused is a wire.Problem
//	guard.go         what every request goes through before its handler: who asks, limits, time, size
//	observe.go       request id, log, metrics, traces: by the template of the route, never by its parameters
//	peer.go          who is at the other end: proxies whose word counts, and those for whom a page asks
//	openapi.go       the document: made from the routes and the types, held by testdata/golden/openapi.json
//	*.go             one resource a file: a handler decodes, calls, encodes
//	wire/            requests, pages and problems as types, shared with the client
//	auth/            who asks: principals, keys, tokens
//	client/          the client for users of the API
//	assistant/       the tools of assistants, which tools.go serves at /mcp
//	docs/            the viewer at /docs
//
// # Adding an operation
//
// A row in routes.go with an operation id, a row in permissions.go under that id, a handler
//
//	func (s *server) thing(ctx context.Context, in *thingIn) (*thingOut, error)
//
// whose input and output are structs as huma reads them (path, query, header, Body), and the golden document with -update. Errors are
// returned as the packages below make them: errors.go turns them into problems. The organisation of every key and of every request to
// engine, index and store is that of [auth.From](ctx), never one of the request; [key] and [server.request] put it in.
//
// # The pages
//
// [Options].Pages gets every GET that no route of the table has; it is to use /v1 alone. In the same process that is
// client.New with client.InProcess, which goes through the whole of this handler without a socket. The headers of security.go forbid
// scripts: pages set a Content-Security-Policy of their own.
//
// # What will bite
//
// Nothing that is logged, counted or traced may hold an id, a query, an address or a body. Bodies of records are not read by huma but
// by the intake, strictly; huma's document says what they are.
//
// What net/http cannot read as a request never comes here, and is refused by it in plain text, with the connection closed: 400 for a
// request line, a header, an escape in the path or a length that is malformed or stands twice, 431 for headers of more than 64 KiB, 501
// and 505 for codings and versions that it does not know. Everything else that is refused is a wire.Problem.
package api
