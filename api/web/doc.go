// Package web is the pages: what most people see of Tenon, for both sides of the market.
//
// The server makes every page (html/template; htmx, vendored, replaces parts of one), and what a page shows comes from /v1 alone: a
// page calls the API of its own process through package client, as the one who has signed in, so that the pages can do nothing that
// the API does not allow. There is no build step, no inline script or style, and no request to another host.
//
//	web.go       routes, the frame around every handler: settings, headers, faults
//	render.go    templates and what they can call
//	words.go     strings/*.txt: every word that people read, one file a language
//	settings.go  perspective, language, look: one cookie
//	chart/       SVG
//	assets/      one style sheet, one script, htmx
//	templates/   frame.html is around all, parts.html has what pages share, then one file a page
package web
