package resume

import (
	"fmt"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

var (
	expiresForm = reading.Words(`(?i)\b(?:expires?|expiry|expiration|valid (?:until|through|to|till)|until|gültig bis|valable jusqu|expire|válid[oa] hasta|caduca|exp\.)\s*[:.]?\s*(?:on|le|en|am)?\s*$`)
	renewedForm = reading.Words(`(?i)\b(?:renewed|recertified|erneuert|rezertifiziert|renouvelée?|renovad[oa])\s*(?:in|on|am|en|le)?\s*$`)
	credential  = reading.Exact(`(?i)\s*[-–(|,·]?\s*(?:credential|license|licence|certificate|cert\.?|verification|zertifikat)?\s*(?:id|nr\.?|no\.?|number|code)\s*[:#]?\s*[A-Z0-9-]{5,}\)?.*$`)
	issuedForm  = reading.Words(`(?i)[\s,(|·–-]*\b(?:issued|obtained|awarded|earned|completed|since|erworben|ausgestellt|obtenue?|obtenid[oa]|expires?|valid until|gültig bis|valable|válid[oa])\b.*$`)
	ongoingForm = reading.Words(`(?i)\b(?:in progress|planned|ongoing|preparing|studying for|expected|in vorbereitung|geplant|en cours|en curso|en préparation)\b`)
)

// certificates reads a section of certificates, line by line; a line with nothing but dates or an issuer belongs to the one before.
func (r *reader) certificates(p *part) {
	if p.is(education) && !p.is(courses) {
		r.certificatesBeside(p)
		return
	}
	for i, l := range p.lines {
		if l.used && l.i != p.headingLine() {
			continue
		}
		switch {
		case r.issuerBelow(p.lines, i):
		case r.certificateList(l):
		case i+1 < len(p.lines) && r.certificateBroken(l, p.lines[i+1]):
		case r.certificate(l), r.certificateRest(l), p.is(courses) && !p.is(certificates):
		default:
			r.unknownCertificate(l)
		}
	}
}

// issuerBelow reads the line below a certificate that names who issued it, and nothing that is one.
func (r *reader) issuerBelow(ls []*line, i int) bool {
	n := len(r.c.Certificates)
	if i == 0 || n == 0 || r.c.Certificates[n-1].Issuer != "" || !ls[i-1].used || ls[i].bullet || ls[i].sentence() || len(ls[i].text) > 60 {
		return false
	}
	name, from := certificateName(ls[i])
	if _, ok := r.resolveCertificate(name); name == "" || ok || !r.issues(name) && !(len(ls[i].dates) == 0 && ls[i-1].styled && !ls[i].styled) {
		return false
	}
	r.c.Certificates[n-1].Issuer = clip(name)
	r.span(ls[i], from, from+len(name), fmt.Sprintf("certificates[%d].issuer", n-1), name, reading.Likely)
	if len(ls[i].dates) > 0 {
		r.certificateDates(ls[i], n-1)
	}
	return true
}

// issues says that a name is that of somebody who issues certificates.
func (r *reader) issues(name string) bool {
	if r.issuers == nil {
		r.issuers = map[string]bool{}
		for _, no := range r.o.Taxonomy.Of(taxonomy.Certification) {
			r.issuers[taxonomy.Key(r.o.Taxonomy.Concept(no).Cert.Issuer)] = true
		}
	}
	return r.issuers[taxonomy.Key(name)] || issuerForm.MatchString(name)
}

// issuerForm finds those that issue what the taxonomy lacks, too.
var issuerForm = reading.Words(`(?i)^(?:(?:the )?linux foundation|cncf|cloud native computing foundation|amazon(?: web services)?(?: \(aws\))?|aws|microsoft|google(?: cloud)?|oracle|cisco|comptia|isaca|\(?isc\)?[²2]|ec-?council|scrum(?:\.org| alliance)|pmi|project management institute|coursera|udemy|udacity|edx|linkedin(?: learning)?|deeplearning\.ai|databricks|snowflake|dbt labs|hashicorp|red ?hat|sap|salesforce|ibm|docker|meta|hubspot|axelos|peoplecert|cfa institute|garp|iapp|offsec|offensive security|sans|giac|tüv(?: \p{L}+)?|ihk(?: \p{L}+)?|openclassrooms|datacamp|codecademy|fast\.ai|\p{L}+ academy|university of .*)$`)

// headingLine is the line of the document that holds the heading, which may hold what it heads, too; -1 for none.
func (p *part) headingLine() int {
	if p.heading == nil {
		return -1
	}
	return p.heading.i
}

// certificateBroken reads a name that goes on in the next line, where only both together are one.
func (r *reader) certificateBroken(l, next *line) bool {
	if next.bullet || next.gap || len(l.dates) > 0 {
		return false
	}
	name, _ := certificateName(next)
	if _, ok := r.o.Taxonomy.Resolve(taxonomy.Certification, l.text); ok {
		return false
	}
	no, ok := r.resolveCertificate(l.text + " " + name)
	if _, alone := r.resolveCertificate(name); !ok || alone {
		return false
	}
	n := len(r.c.Certificates)
	r.holds(l, 0, l.text+" "+name, len(l.text), no)
	if len(r.c.Certificates) > n {
		r.certificateDates(next, n)
	}
	next.used = true
	return true
}

// resolveCertificate finds the certificate of a name with what stands behind its commas and dashes or without. A name that is known
// as it is spelt goes before one that is only like it.
func (r *reader) resolveCertificate(name string) (taxonomy.No, bool) {
	for _, find := range []func(taxonomy.Kind, string) (taxonomy.No, bool){r.o.Taxonomy.Named, r.o.Taxonomy.Resolve} {
		for rest := name; ; {
			if no, ok := find(taxonomy.Certification, rest); ok {
				return no, true
			}
			i := max(strings.LastIndexByte(rest, ','), strings.LastIndex(rest, " – "), strings.LastIndex(rest, " — "), strings.LastIndex(rest, " - "), strings.LastIndex(rest, " | "), strings.LastIndex(rest, " · "))
			if i <= 0 {
				break
			}
			rest = strings.TrimRight(rest[:i], " ")
		}
	}
	return 0, false
}

// certificatesBeside reads those of a section that is about education, too.
func (r *reader) certificatesBeside(p *part) {
	for _, l := range p.lines {
		if !l.used || len(r.c.Education) == 0 {
			r.certificate(l)
		}
	}
}

// certificateList reads several on one line: "CKA, CKAD, AWS Solutions Architect – Associate".
func (r *reader) certificateList(l *line) bool {
	cuts := splitList(l.text)
	known := 0
	for _, c := range cuts {
		if _, ok := r.o.Taxonomy.Resolve(taxonomy.Certification, l.text[c[0]:c[1]]); ok {
			known++
		}
	}
	if known < 2 {
		return false
	}
	for _, c := range cuts {
		part := r.cutLine(l, c[0], c[1])
		if r.certificate(part) {
			l.used = true
		}
	}
	return true
}

// cutLine is a part of a line.
func (r *reader) cutLine(l *line, from, to int) *line {
	cut := *l
	cut.text, cut.low, cut.from = l.text[from:to], l.low[from:to], l.from+from
	cut.dates = reading.FindDates(cut.text, r.Language, r.o.Now)
	return &cut
}

// certificate reads a line that names a certificate of the taxonomy.
func (r *reader) certificate(l *line) bool {
	name, from := certificateName(l)
	no, ok := r.resolveCertificate(name)
	if !ok || ongoingForm.MatchString(l.text) || len(r.c.Certificates) >= profiles.MaxCertificates {
		return false
	}
	name = r.withoutIssuer(name, no)
	n := len(r.c.Certificates)
	r.holds(l, from, name, len(name), no)
	if len(r.c.Certificates) > n {
		r.certificateDates(l, n)
	}
	return true
}

// holds adds a certificate once; n bytes of the line from byte from on are its name, or the beginning of it.
func (r *reader) holds(l *line, from int, name string, n int, no taxonomy.No) {
	c := r.o.Taxonomy.Concept(no)
	if slices.ContainsFunc(r.c.Certificates, func(x profiles.Certificate) bool { return x.Concept == c.ID }) {
		l.used = true
		return
	}
	x := profiles.Certificate{Ref: profiles.Ref{Name: clip(name), Concept: c.ID}}
	x.At = r.span(l, from, from+n, fmt.Sprintf("certificates[%d]", len(r.c.Certificates)), c.Label, reading.Sure)
	r.c.Certificates = append(r.c.Certificates, x)
}

// withoutIssuer takes an issuer off the end of a name that is as telling without.
func (r *reader) withoutIssuer(name string, no taxonomy.No) string {
	for _, mark := range []string{",", " – ", " — ", " | ", " · ", " - "} {
		if i := strings.LastIndex(name, mark); i > 0 {
			if strings.Contains(taxonomy.Key(r.o.Taxonomy.Concept(no).Label), taxonomy.Key(name[i+len(mark):])) {
				continue
			}
			if x, ok := r.o.Taxonomy.Resolve(taxonomy.Certification, name[:i]); ok && x == no {
				return strings.TrimRight(name[:i], " ")
			}
		}
	}
	return name
}

// certificateName is the text of a line without dates, ids and what was said of the issue.
func certificateName(l *line) (string, int) {
	text := l.text
	for _, d := range l.dates {
		if d.From > 3 {
			text = text[:d.From]
			break
		}
	}
	text = issuedForm.ReplaceAllString(credential.ReplaceAllString(text, ""), "")
	from := 0
	if len(l.dates) > 0 && l.dates[0].From <= 3 {
		from = min(l.dates[0].To, len(text))
	}
	for from < len(text) && strings.IndexByte(" :|-,(", text[from]) >= 0 || strings.HasPrefix(text[from:], "–") || strings.HasPrefix(text[from:], "—") || strings.HasPrefix(text[from:], "·") {
		from++
		for from < len(text) && text[from]&0xc0 == 0x80 {
			from++
		}
	}
	return strings.TrimRight(text[from:], " ,(|·–—-:"), from
}

// certificateDates takes the first date for that of the issue, and one that words say so of for the end.
func (r *reader) certificateDates(l *line, i int) {
	x := &r.c.Certificates[i]
	for _, d := range l.dates {
		switch {
		case renewedForm.MatchString(l.text[:d.From]):
			x.Issued = d.Start
		case !d.Single && d.Start != 0 && x.Issued == 0:
			x.Issued = d.Start
			if d.End > d.Start && !d.Current {
				x.Expires = d.End
			}
		case expiresForm.MatchString(l.text[:d.From]) || x.Issued != 0 && d.End > x.Issued || d.Start == 0:
			x.Expires = d.End
		case x.Issued == 0 && d.Start <= r.o.Now:
			if x.Issued = d.Start; d.Bare {
				r.Note(l.i, fmt.Sprintf("certificates[%d].issued", i), "only a year: taken for its January")
			}
		default:
			continue
		}
		r.span(l, d.From, d.To, fmt.Sprintf("certificates[%d].dates", i), x.Issued.String()+" – "+x.Expires.String(), reading.Likely)
	}
	if x.Issued > r.o.Now {
		x.Issued = 0
	}
	if x.Expires != 0 && x.Expires < x.Issued {
		x.Expires = 0
	}
}

// certificateRest reads the line below a certificate: its issuer and dates.
func (r *reader) certificateRest(l *line) bool {
	n := len(r.c.Certificates)
	if n == 0 || l.bullet {
		return false
	}
	name, _ := certificateName(l)
	if len(l.dates) > 0 && r.c.Certificates[n-1].Issued == 0 {
		r.certificateDates(l, n-1)
		l.used = true
		if name != "" && len(name) < 60 {
			r.c.Certificates[n-1].Issuer = clip(name)
		}
		return true
	}
	return credential.MatchString(l.text)
}

// unknownCertificate keeps the name of one that the taxonomy lacks.
func (r *reader) unknownCertificate(l *line) {
	name, from := certificateName(l)
	if len(name) < 3 || len(name) > 120 || l.sentence() || ongoingForm.MatchString(l.text) || len(r.c.Certificates) >= profiles.MaxCertificates || r.withoutSecrets(l) != l.text {
		return
	}
	i := len(r.c.Certificates)
	x := profiles.Certificate{Ref: profiles.Ref{Name: clip(name)}}
	x.At = r.span(l, from, from+len(name), fmt.Sprintf("certificates[%d]", i), name, reading.Guess)
	r.c.Certificates = append(r.c.Certificates, x)
	r.certificateDates(l, i)
}
