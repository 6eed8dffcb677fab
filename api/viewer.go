package api

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"tenon/api/wire"
)

// The page at /docs and the viewer that it loads: RapiDoc, vendored, which makes no request to the outside.
var (
	//go:embed docs/index.html
	viewerPage []byte
	//go:embed docs/rapidoc.js.gz
	viewerScript []byte
	//go:embed docs/docs.js
	viewerOwn []byte // what Tenon adds to it
	//go:embed docs/docs.css
	viewerColours []byte // in the place of its own, which are too pale
)

func (s *server) viewer(c *gin.Context) {
	// The viewer writes styles into its own shadow tree.
	c.Header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	c.Data(http.StatusOK, "text/html; charset=utf-8", viewerPage)
}

func (s *server) viewerFile(c *gin.Context) {
	const script = "text/javascript; charset=utf-8"
	switch c.Param("file") {
	case "rapidoc.js":
	case "docs.js":
		c.Data(http.StatusOK, script, viewerOwn)
		return
	case "docs.css":
		c.Data(http.StatusOK, "text/css; charset=utf-8", viewerColours)
		return
	default:
		s.send(c, newProblem(http.StatusNotFound, wire.CodeNotFound, "no such file"))
		return
	}
	c.Header("Vary", "Accept-Encoding")
	if strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		c.Header("Content-Encoding", "gzip")
		c.Data(http.StatusOK, script, viewerScript)
		return
	}
	zr, err := gzip.NewReader(bytes.NewReader(viewerScript))
	if err != nil {
		s.refuse(c, err)
		return
	}
	plain, err := io.ReadAll(zr)
	if err != nil {
		s.refuse(c, err)
		return
	}
	c.Data(http.StatusOK, script, plain)
}
