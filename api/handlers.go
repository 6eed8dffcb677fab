package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"tenon/engine"
	"tenon/index"
	"tenon/profiles"
)

func (s *server) health(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) }

// search: ?kind=role|candidate&q=TEXT&limit=N&offset=N.
func (s *server) search(c *gin.Context) {
	q := index.Query{Text: c.Query("q"), Facets: true}
	err := q.Kind.UnmarshalText([]byte(c.DefaultQuery("kind", "role")))
	if err == nil && q.Kind != profiles.KindCandidate && q.Kind != profiles.KindRole {
		err = fmt.Errorf("%w: kind: want role or candidate", profiles.ErrInvalid)
	}
	if err == nil {
		q.Limit, err = number(c, "limit", engine.DefaultTop, index.MaxHits)
	}
	if err == nil {
		q.Offset, err = number(c, "offset", 0, index.MaxHits)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	r, err := s.text.Search(c.Request.Context(), q)
	s.answer(c, r, err)
}

// number reads a whole number of the query, 0 to most.
func number(c *gin.Context, name string, fallback, most int) (int, error) {
	v := c.Query(name)
	if v == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("%w: %s: want a whole number from 0 to %d", profiles.ErrInvalid, name, most)
	}
	return n, nil
}

// rankBody is the body of POST /v1/rank.
type rankBody struct {
	Role      string         `json:"role"`
	Candidate string         `json:"candidate"`
	Top       *int           `json:"top"`
	Policy    string         `json:"policy"`
	Weights   map[string]int `json:"weights"`
	Lambda    *int           `json:"lambda"`
	Sort      engine.Sort    `json:"sort"`
	Where     string         `json:"where"`
	Query     string         `json:"query"`
	Gates     []string       `json:"gates"`
	Strict    bool           `json:"strict"`
	Vetoed    bool           `json:"vetoed"`
	AsOf      profiles.Month `json:"asOf"`
}

// maxTop bounds the results of one answer.
const maxTop = 1000

func (s *server) rank(c *gin.Context) {
	var b rankBody
	if err := decode(c.Request.Body, &b); err != nil {
		s.fail(c, err)
		return
	}
	q := engine.Request{Role: b.Role, Candidate: b.Candidate, Top: or(b.Top, engine.DefaultTop), Policy: b.Policy, Weights: b.Weights,
		Lambda: or(b.Lambda, engine.DefaultLambda), Sort: b.Sort, Where: b.Where, Query: b.Query, Gates: b.Gates, Strict: b.Strict,
		Vetoed: b.Vetoed, AsOf: b.AsOf}
	if q.Top > maxTop {
		s.fail(c, fmt.Errorf("%w: top: want at most %d", profiles.ErrInvalid, maxTop))
		return
	}
	r, err := s.engine.Rank(c.Request.Context(), q)
	s.answer(c, r, err)
}

// decode reads one JSON object without unknown fields and with nothing behind it.
func decode(r io.Reader, v any) error {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("body: %w: %w", profiles.ErrInvalid, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("body: %w: something stands behind the object", profiles.ErrInvalid)
	}
	return nil
}

func or(p *int, fallback int) int {
	if p == nil {
		return fallback
	}
	return *p
}

// explain: ?role=ID&candidate=ID&policy=NAME&lambda=N&asOf=YYYY-MM.
func (s *server) explain(c *gin.Context) {
	q := engine.Request{Role: c.Query("role"), Candidate: c.Query("candidate"), Policy: c.Query("policy")}
	lambda, err := number(c, "lambda", engine.DefaultLambda, 100)
	if err == nil {
		err = q.AsOf.UnmarshalText([]byte(c.Query("asOf")))
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	q.Lambda = lambda
	r, err := s.engine.Explain(c.Request.Context(), q)
	s.answer(c, r, err)
}

func (s *server) answer(c *gin.Context, v any, err error) {
	if err != nil {
		s.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, v)
}
