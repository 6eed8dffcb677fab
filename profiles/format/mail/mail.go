// Package mail reads e-mail as people save it: an application with a résumé attached, an advert from a recruiter.
//
// The one function to know is [Read]. What will bite: the sender is somebody's identity. It is in [Message.From] only, and never a
// line of the body.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // encodings other than UTF-8
	"github.com/emersion/go-message/mail"

	"tenon/profiles/format/html"
	"tenon/profiles/format/page"
	"tenon/profiles/format/text"
)

// Limits of a message beside those of its body.
const (
	maxParts       = 100
	maxAttachments = 10
	maxSender      = 256 // bytes
)

// Message is one e-mail.
type Message struct {
	Name, From  string         // of the sender: identity
	Body        *page.Document // the plain text, else the HTML; its first line is the subject, as a heading. Nil: no text
	Attachments []Attachment
	Notes       []string
}

// Attachment is a file that came with a message.
type Attachment struct {
	Name string
	Data []byte
}

var headerForm = regexp.MustCompile(`(?i)^(from|to|subject|date|received|return-path|mime-version|message-id|delivered-to|x-[a-z-]+|content-type|reply-to): ?\S`)

// Is says that a file begins as an e-mail does: with two header lines of it.
func Is(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(head, []byte("From ")) {
		_, head, _ = bytes.Cut(head, []byte("\n"))
	}
	found, wire := 0, false
	for line := range bytes.Lines(head) {
		if m := headerForm.FindSubmatch(line); m != nil {
			found++
			switch strings.ToLower(string(m[1])) {
			case "mime-version", "received", "return-path", "message-id", "from":
				wire = true
			}
		} else if len(line) == 0 || line[0] != ' ' && line[0] != '\t' {
			break
		}
	}
	return found >= 2 && wire
}

// Read takes a message apart. The error is [profiles.ErrInvalid], that of the context, or one of the reader.
func Read(ctx context.Context, from io.ReaderAt, size int64, limits page.Limits) (*Message, error) {
	limits = limits.OrDefault()
	if size > limits.Bytes {
		return nil, page.Refuse("the e-mail has %d bytes: want at most %d", size, limits.Bytes)
	}
	r, err := mail.CreateReader(io.NewSectionReader(from, 0, size))
	if err != nil && !message.IsUnknownCharset(err) {
		return nil, page.Refuse("the head of the e-mail is damaged or too long: save it again from the program that shows it")
	}
	defer func() { _ = r.Close() }()
	m := &reading{ctx: ctx, limits: limits}
	m.subject, _ = r.Header.Subject()
	if list, err := r.Header.AddressList("From"); err == nil && len(list) > 0 {
		m.Name, m.From = clip(list[0].Name), clip(list[0].Address)
	}
	if err := m.parts(r); err != nil {
		return nil, err
	}
	return m.message()
}

func clip(s string) string {
	if len(s) > maxSender {
		return ""
	}
	return s
}

// reading is a message on its way.
type reading struct {
	Message
	ctx           context.Context
	limits        page.Limits
	subject       string
	plain, marked []byte
	left          int64
}

func (m *reading) parts(r *mail.Reader) error {
	m.left = m.limits.Decoded
	for i := 0; ; i++ {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		p, err := r.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case i >= maxParts:
			m.Notes = append(m.Notes, fmt.Sprintf("the e-mail has more than %d parts: the rest was left out", maxParts))
			return nil
		case message.IsUnknownCharset(err) || message.IsUnknownEncoding(err):
			m.Notes = append(m.Notes, "a part of the e-mail has an encoding that is not known: left out")
			continue
		case err != nil && i > 0:
			m.Notes = append(m.Notes, "the e-mail ends in the middle of a part")
			return nil
		case err != nil:
			return page.Refuse("the e-mail is damaged: save it again from the program that shows it")
		}
		if err := m.part(p); err != nil {
			return err
		}
	}
}

// part keeps the first text of each kind and the attachments.
func (m *reading) part(p *mail.Part) error {
	data, err := io.ReadAll(io.LimitReader(p.Body, m.left+1))
	if m.left -= int64(len(data)); m.left < 0 {
		return page.Refuse("the e-mail unpacks to more than %d bytes", m.limits.Decoded)
	}
	if err != nil {
		m.Notes = append(m.Notes, "a part of the e-mail is damaged: read up to there")
	}
	switch h := p.Header.(type) {
	case *mail.InlineHeader:
		switch kind, _, _ := h.ContentType(); {
		case kind == "text/html" && m.marked == nil:
			m.marked = data
		case (kind == "text/plain" || kind == "") && m.plain == nil:
			m.plain = data
		case !strings.HasPrefix(kind, "text/") && !strings.HasPrefix(kind, "image/"):
			m.attach("attachment", data)
		}
	case *mail.AttachmentHeader:
		name, _ := h.Filename()
		m.attach(name, data)
	}
	return nil
}

func (m *reading) attach(name string, data []byte) {
	if len(m.Attachments) == maxAttachments {
		m.Notes = append(m.Notes, fmt.Sprintf("more than %d attachments: the rest was left out", maxAttachments))
	}
	if len(m.Attachments) < maxAttachments && len(data) > 0 {
		m.Attachments = append(m.Attachments, Attachment{name, data})
	}
}

func (m *reading) message() (*Message, error) {
	body, read := m.plain, text.Read
	if len(bytes.TrimSpace(body)) == 0 {
		body, read = m.marked, html.Read
	}
	if len(bytes.TrimSpace(body)) > 0 {
		doc, err := read(m.ctx, bytes.NewReader(body), int64(len(body)), m.limits)
		if err != nil {
			return nil, fmt.Errorf("body of the e-mail: %w", err)
		}
		m.Body = titled(doc, m.subject, m.limits)
	}
	if m.Body == nil && len(m.Attachments) == 0 {
		return nil, page.Refuse("empty: the e-mail has neither text nor an attachment")
	}
	return &m.Message, nil
}

var answer = regexp.MustCompile(`(?i)^((re|aw|fwd?|wg|tr|rv)\s*:\s*)+`)

// titled puts the subject before the lines of a document.
func titled(doc *page.Document, subject string, limits page.Limits) *page.Document {
	b := page.NewBuilder(limits)
	b.Add(page.Line{Text: answer.ReplaceAllString(subject, ""), Heading: true})
	for _, l := range doc.Lines {
		b.Add(l)
	}
	for _, n := range doc.Notes {
		b.Note("%s", n)
	}
	out := b.Document()
	out.LD = doc.LD
	return out
}
