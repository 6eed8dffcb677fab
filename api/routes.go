package api

import "github.com/gin-gonic/gin"

type route struct {
	method, path string
	handle       gin.HandlerFunc
}

// routes lists every path.
func routes(s *server) []route {
	return []route{
		{"GET", "/healthz", s.health},
		{"GET", "/v1/search", s.search},
		{"POST", "/v1/rank", s.rank},
		{"GET", "/v1/explain", s.explain},
	}
}
