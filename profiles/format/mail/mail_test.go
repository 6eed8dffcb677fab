package mail_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/mail"
	"tenon/profiles/format/page"
)

const application = "From: Jane Doe <jane@example.org>\r\nSubject: Re: application\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/html\r\n\r\n<p>not this</p>\r\n--b\r\nContent-Type: text/plain\r\n\r\nSkills: Go\r\n" +
	"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=cv.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n"

func read(text string) (*mail.Message, error) {
	return mail.Read(context.Background(), strings.NewReader(text), int64(len(text)), page.Limits{})
}

func TestTheTextTheSubjectAndTheAttachmentsOfAMessage(t *testing.T) {
	m, err := read(application)
	if err != nil || m.Name != "Jane Doe" || m.From != "jane@example.org" || m.Body == nil || m.Body.Text != "application\nSkills: Go" {
		t.Fatalf("%+v, %v", m, err)
	}
	if len(m.Attachments) != 1 || m.Attachments[0].Name != "cv.pdf" || string(m.Attachments[0].Data) != "%PDF-" {
		t.Errorf("%+v", m.Attachments)
	}
}

func TestMessagesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"From: a@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\nnothing": "the e-mail is damaged",
		"From: a@example.org\r\nSubject: x\r\n\r\n":                                                     "neither text nor an attachment",
		"Subject: " + strings.Repeat("x", 2<<20) + "\r\n\r\n":                                           "too long",
	} {
		if _, err := read(text); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

// FuzzMail holds that no message does anything but come apart or be refused.
func FuzzMail(f *testing.F) {
	f.Add(application)
	f.Add("From: =?utf-8?B?eA==?= <a@example.org>\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nFrom: b@example.org\r\n\r\n=41=\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := read(text)
		if err != nil {
			if !errors.Is(err, profiles.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		if m.Body == nil && len(m.Attachments) == 0 {
			t.Error("a message of nothing")
		}
	})
}
