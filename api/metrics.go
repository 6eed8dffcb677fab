package api

import (
	"context"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are those of one server. Labels are templates of routes, methods and statuses, never what somebody has sent.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
	underway prometheus.Gauge
	rankings prometheus.Counter
	pairs    prometheus.Counter
}

func newMetrics(s *server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tenon_http_requests_total", Help: "Requests, by method, template of the route and status."}, []string{"method", "route", "status"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tenon_http_request_seconds", Help: "How long requests take.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}}, []string{"method", "route"}),
		underway: prometheus.NewGauge(prometheus.GaugeOpts{Name: "tenon_http_requests_underway", Help: "Requests that are not answered yet."}),
		rankings: prometheus.NewCounter(prometheus.CounterOpts{Name: "tenon_rankings_total", Help: "Rankings answered."}),
		pairs:    prometheus.NewCounter(prometheus.CounterOpts{Name: "tenon_pairs_total", Help: "Pairs that rankings scored, or passed over by bounds."}),
	}
	m.registry.MustRegister(m.requests, m.latency, m.underway, m.rankings, m.pairs, collectors.NewGoCollector(), &state{s: s})
	return m
}

func (m *metrics) request(verb, route string, status int, took time.Duration) {
	verb = method(verb)
	m.requests.WithLabelValues(verb, route, strconv.Itoa(status)).Inc()
	m.latency.WithLabelValues(verb, route).Observe(took.Seconds())
}

// ranked counts a ranking.
func (m *metrics) ranked(pairs int) {
	m.rankings.Inc()
	m.pairs.Add(float64(pairs))
}

// state reads what the store, the follower and the columns are like when somebody asks.
type state struct{ s *server }

var (
	lagDesc        = prometheus.NewDesc("tenon_follower_lag", "Changes of the store that text or columns lack.", nil, nil)
	seqDesc        = prometheus.NewDesc("tenon_store_seq", "Number of the last change of the store.", nil, nil)
	candidatesDesc = prometheus.NewDesc("tenon_columns_candidates", "Candidates in the columns.", nil, nil)
	rolesDesc      = prometheus.NewDesc("tenon_columns_roles", "Roles in the columns.", nil, nil)
	columnsDesc    = prometheus.NewDesc("tenon_columns_bytes", "Size of the columns in memory.", nil, nil)
	readsDesc      = prometheus.NewDesc("tenon_store_reads_total", "Times that the store was read.", nil, nil)
	recordsDesc    = prometheus.NewDesc("tenon_store_records_read_total", "Records that were found and decoded by it.", nil, nil)
	sizeDesc       = prometheus.NewDesc("tenon_size_bytes", "Size of the files of a part.", []string{"part"}, nil)
)

// Describe implements prometheus.Collector.
func (*state) Describe(c chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{lagDesc, seqDesc, candidatesDesc, rolesDesc, columnsDesc, readsDesc, recordsDesc, sizeDesc} {
		c <- d
	}
}

// Collect implements prometheus.Collector.
func (x *state) Collect(c chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		c <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	if lag, seq, err := x.s.lag(context.Background()); err == nil {
		gauge(lagDesc, float64(lag))
		gauge(seqDesc, float64(seq))
	}
	snap := x.s.Engine.Columns.Snapshot()
	columns, ids := snap.Bytes()
	gauge(candidatesDesc, float64(snap.Candidates()))
	gauge(rolesDesc, float64(len(snap.Roles)))
	gauge(columnsDesc, float64(columns+ids))
	if x.s.Reads != nil {
		calls, records := x.s.Reads()
		c <- prometheus.MustNewConstMetric(readsDesc, prometheus.CounterValue, float64(calls))
		c <- prometheus.MustNewConstMetric(recordsDesc, prometheus.CounterValue, float64(records))
	}
	if x.s.Sizes != nil {
		for part, n := range x.s.Sizes() {
			gauge(sizeDesc, float64(n), part)
		}
	}
}

func (s *server) exposition(c *gin.Context) {
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP(c.Writer, c.Request)
}
