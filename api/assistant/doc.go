// Package assistant offers the API as tools to assistants, by the Model Context Protocol: search, rank, explain, gaps and market.
//
// [Server] is the type to know. It answers over the standard streams of a process ([Server.Serve]) and, as a handler, over streamable
// HTTP. A tool asks the operation of /v1 of the same name as the one who calls it, through all that the API does to requests: its
// authentication, table of permissions, limits and log. So there is nothing to be had by a tool that is not to be had over HTTP, and
// what the API refuses is an error of the tool with the same stable code.
//
// What will bite: over HTTP there are no sessions, every request says by its own key who asks; there is nothing to steal or to run out.
package assistant
