package command

import (
	"net"
	"testing"
)

func TestWhereOthersCanAskTheyAreBounded(t *testing.T) {
	for _, c := range []struct {
		addr        string
		asked, want float64
	}{{"127.0.0.1:80", 0, 0}, {"[::1]:80", 0, 0}, {"0.0.0.0:80", 0, openRate}, {"[::]:80", 0, openRate}, {"192.0.2.1:80", 7, 7}, {"192.0.2.1:80", -1, -1}, {"127.0.0.1:80", 7, 7}} {
		a, err := net.ResolveTCPAddr("tcp", c.addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := rateAt(a, c.asked); got != c.want {
			t.Errorf("%s, %g asked for: %g, want %g", c.addr, c.asked, got, c.want)
		}
	}
}
