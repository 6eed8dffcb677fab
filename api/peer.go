package api

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strings"

	"github.com/gin-gonic/gin"
)

// networks are those of proxies whose word counts.
type networks []netip.Prefix

func networksOf(names []string) (networks, error) {
	out := make(networks, 0, len(names))
	for _, n := range names {
		p, err := netip.ParsePrefix(n)
		if err != nil {
			a, err := netip.ParseAddr(n)
			if err != nil {
				return nil, fmt.Errorf("trusted proxies: %q: want an address or a network, as 10.0.0.0/8", n)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

func (ns networks) have(addr string) bool {
	a, err := netip.ParseAddrPort(addr)
	if err != nil {
		return false
	}
	for _, n := range ns {
		if n.Contains(a.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// forwardedProto is in which protocol a proxy was asked. Of whoever is no trusted proxy it is taken away, so that handlers may believe it.
const forwardedProto = "X-Forwarded-Proto"

// encrypted says whether the client speaks TLS, with us or with a trusted proxy.
func encrypted(r *http.Request) bool {
	return r.TLS != nil || strings.EqualFold(r.Header.Get(forwardedProto), "https")
}

// forwarded takes away what only a trusted proxy may say.
func (s *server) forwarded(c *gin.Context) {
	if !s.proxies.have(c.Request.RemoteAddr) {
		c.Request.Header.Del(forwardedProto)
	}
	c.Next()
}

type pageAddressKey struct{}

// forPage notes for whom a page asks: in the same process it has no address of its own.
func forPage(c *gin.Context) *http.Request {
	return c.Request.WithContext(context.WithValue(c.Request.Context(), pageAddressKey{}, c.ClientIP()))
}

// address is that of the client, of a page's question that of who looks at the page.
func address(c *gin.Context) string {
	if ip, ok := c.Request.Context().Value(pageAddressKey{}).(string); ok {
		return ip
	}
	return c.ClientIP()
}
