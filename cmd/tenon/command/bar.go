package command

import (
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// bar draws how much of something is done, how much of it a second, and the time left, on a terminal, and nothing elsewhere. It is told by
// any goroutine how far things are; done takes it down.
func (e *env) bar(unit string) (tell func(at, total int64), done func()) {
	if !terminal(e.Err) {
		return nil, func() {}
	}
	p := mpb.New(mpb.WithOutput(e.Err), mpb.WithWidth(40))
	b := p.AddBar(0,
		mpb.PrependDecorators(decor.CurrentNoUnit("%d "+unit+" "), decor.AverageSpeed(0, "%.0f/s ")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)))
	return func(at, total int64) { b.SetTotal(total, false); b.SetCurrent(at) }, func() { b.Abort(false); p.Wait() }
}
