package api

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"tenon/api/auth"
	"tenon/profiles"
)

// guard lets a request through to its handler: who asks and may do so, not too often, not too large, not for too long.
func (s *server) guard(c *gin.Context) {
	r := s.routes[c.Request.Method+" "+c.FullPath()]
	if r == nil { // no such path or method, or a page
		c.Next()
		return
	}
	if err := s.admit(c, r); err != nil {
		s.refuse(c, err)
		return
	}
	if r.cost.time > 0 {
		ctx, cancel := context.WithTimeout(c.Request.Context(), r.cost.time)
		defer cancel()
		c.Request = c.Request.WithContext(ctx)
		s.deadlines(c, r.cost.time)
	} else if r.takes != nil && !r.cost.bulk { // the answer may take long; the question may not
		_ = http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(ranking.time)) // see deadlines
	}
	s.once(c, r)
}

// admit says who asks, and whether that is allowed, and bounds the body.
func (s *server) admit(c *gin.Context, r *route) error {
	ip := address(c)
	if err := s.limits.address(ip); err != nil {
		return err
	}
	if r.cost.guessing {
		if err := s.limits.guess(ip); err != nil {
			return err
		}
	}
	p, err := s.principal(c.Request)
	if err != nil && !may("", r.id) {
		return err
	}
	if !may(p.Role, r.id) {
		return fmt.Errorf("%w: the role %q may not %s", errForbidden, p.Role, strings.ReplaceAll(r.id, "-", " "))
	}
	if err := ownPath(c, r, p); err != nil {
		return err
	}
	if err := s.limits.key(p); err != nil {
		return err
	}
	if err := r.accepts(c.Request); err != nil {
		return err
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, r.cost.size)
	c.Request = c.Request.WithContext(auth.With(c.Request.Context(), p))
	return nil
}

func (s *server) principal(r *http.Request) (auth.Principal, error) {
	if s.Auth != nil {
		if p, err := s.Auth.Authenticate(r); !errors.Is(err, auth.ErrOpen) {
			return p, err
		}
	}
	// Without keys a page of the web must not get in by a name that it lets point here.
	if !loopback(r.Host) {
		return auth.Principal{}, fmt.Errorf("%w: without keys only requests to localhost are answered", auth.ErrUnauthenticated)
	}
	return auth.Local(), nil
}

func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// accepts says whether the operation takes a body of the request's type.
func (r *route) accepts(q *http.Request) error {
	if r.takes == nil {
		return nil
	}
	if q.ContentLength > r.cost.size {
		return fmt.Errorf("%w: %d bytes: this operation takes %d", errTooLarge, q.ContentLength, r.cost.size)
	}
	sent := q.Header.Get("Content-Type")
	if sent == "" {
		return nil // read as the first that it takes
	}
	media, _, err := mime.ParseMediaType(sent)
	for _, m := range r.takes {
		if err == nil && (m == media || m == "*/*") {
			return nil
		}
	}
	return fmt.Errorf("%w: want a body of type %s", errMediaType, strings.Join(r.takes, " or "))
}

// deadlines bound how long the connection of a request that is no stream may take, whatever those of the server are. That for reading is
// for the body, and net/http ends it with the body. Of a request without one it would run on, and once it has run out, as over a process
// that was stopped for a while, net/http takes the client for gone, for all later requests of the connection.
func (s *server) deadlines(c *gin.Context, d time.Duration) {
	rc := http.NewResponseController(c.Writer)
	now := time.Now()
	// A connection that has no deadlines is one of a test.
	if c.Request.ContentLength != 0 {
		_ = rc.SetReadDeadline(now.Add(d))
	}
	_ = rc.SetWriteDeadline(now.Add(d + answerTime))
}

// answerTime is how long a client may take to read an answer that is no stream.
const answerTime = 30 * time.Second

// key is the key of a record of who asks.
func key(ctx context.Context, kind profiles.Kind, id string) profiles.Key {
	return profiles.Key{Org: auth.From(ctx).Org, Kind: kind, ID: id}
}

// now is the month in which dates are judged.
func (s *server) now() profiles.Month { return profiles.MonthOf(s.Now()) }
