package profiles

import (
	"fmt"
	"slices"
	"strings"
)

// Kind says which bucket a record lives in.
type Kind uint8

// The kinds of records. Identity and demographics belong to the candidate of the same id.
const (
	KindCandidate Kind = iota + 1
	KindRole
	KindIdentity
	KindDemographics
	KindCandidateCorrection // of the candidate of the same id
	KindRoleCorrection      // of the role of the same id
	KindSearch              // a standing search
	KindReview              // what people made of a candidate for a role
	KindConsents            // of the candidate of the same id
	KindAccess              // an entry of the log of access to identities
)

// Seniority is a step of the career ladder, intern 1 to director 8; 0 is not stated.
type Seniority uint8

// The steps of the ladder of scoring.md, "Reverse".
const (
	Intern Seniority = iota + 1
	Junior
	Mid
	Senior
	Staff
	Principal
	Lead
	Director
)

// CEFR is a level of the Common European Framework of Reference for Languages, A1 1 to C2 6; 0 is not stated.
type CEFR uint8

// The levels of the framework. A native speaker is recorded as C2.
const (
	A1 CEFR = iota + 1
	A2
	B1
	B2
	C1
	C2
)

// ISCED is a level of the International Standard Classification of Education 2011, plus one, so that 0 is not stated:
// 1 early childhood … 6 short-cycle tertiary, 7 bachelor, 8 master, 9 doctor. Its text is the official level, "0" to "8",
// or a word: secondary, associate, bachelor, master, doctor.
type ISCED uint8

// The levels that degrees on the job market have.
const (
	ISCEDUpperSecondary ISCED = 4
	ISCEDPostSecondary  ISCED = 5
	ISCEDShortCycle     ISCED = 6
	ISCEDBachelor       ISCED = 7
	ISCEDMaster         ISCED = 8
	ISCEDDoctor         ISCED = 9
)

// Mode is where the work is done.
type Mode uint8

// The modes of work.
const (
	Remote Mode = iota + 1
	Hybrid
	OnSite
)

// Engagement is the form of a contract.
type Engagement uint8

// The forms of engagement. A trial is a bounded project before a full offer, the "RFP" hire.
const (
	Permanent Engagement = iota + 1
	Contract
	Trial
	Internship
)

// Interview is a format of interviews.
type Interview uint8

// The formats of interviews.
const (
	InterviewRemote Interview = iota + 1
	InterviewInPerson
	InterviewTakeHome
	InterviewPairing
	InterviewPortfolio
)

// EvidenceKind is a kind of work that others can look at.
type EvidenceKind uint8

// The kinds of evidence. A project proves skills but is none of the six kinds that a role can ask for.
const (
	EvidenceProject EvidenceKind = iota + 1
	EvidenceRepository
	EvidencePaper
	EvidenceTalk
	EvidenceCompetition
	EvidencePortfolio
	EvidenceCommunity
)

// RequirementKind is what a requirement is about, and the category whose weight it shares.
type RequirementKind uint8

// The kinds of requirements in their canonical order.
const (
	ReqSkill RequirementKind = iota + 1
	ReqCertification
	ReqTitle
	ReqExperience
	ReqEvidence
	ReqIndustry
	ReqLanguage
	ReqDegree
)

// RequirementKinds lists the kinds in their canonical order.
func RequirementKinds() []RequirementKind {
	return []RequirementKind{ReqSkill, ReqCertification, ReqTitle, ReqExperience, ReqEvidence, ReqIndustry, ReqLanguage, ReqDegree}
}

// Necessity is how much a role needs a requirement: 1 nice, 2 should, 3 must. The number is its weight.
type Necessity uint8

// The necessities.
const (
	Nice Necessity = iota + 1
	Should
	Must
)

// Period is the time that an amount of pay is for.
type Period uint8

// The periods of pay.
const (
	PerYear Period = iota + 1
	PerMonth
	PerWeek
	PerDay
	PerHour
)

// Verdict is what people decided about a candidate for a role.
type Verdict uint8

// The verdicts.
const (
	Invite Verdict = iota + 1
	Hold
	Offer
	Hire
	Decline
)

// Verdicts lists the verdicts in their order.
func Verdicts() []Verdict { return []Verdict{Invite, Hold, Offer, Hire, Decline} }

// Visibility says who may find a record.
type Visibility uint8

// Public records are found by every organisation, the others by their own only. The zero value is private to its own.
const (
	VisibleOrganisation Visibility = iota
	VisiblePublic
)

// Flag is a warning that is shown beside a score and never enters it.
type Flag uint8

// The flags.
const (
	FlagPastedAdvert Flag = iota + 1
	FlagHiddenText
	FlagYearsBeyondJobs
	FlagRepeatedSkill   // a skill named far more often than a reader needs
	FlagSpeaksToProgram // an order to a program that reads for somebody
)

// words is the text of an enum: the word at index i is the text of value i+1.
type words []string

var (
	kindWords        = words{"candidate", "role", "identity", "demographics", "candidate correction", "role correction", "search", "review", "consents", "access"}
	seniorityWords   = words{"intern", "junior", "mid", "senior", "staff", "principal", "lead", "director"}
	cefrWords        = words{"A1", "A2", "B1", "B2", "C1", "C2"}
	iscedWords       = words{"0", "1", "2", "secondary", "4", "associate", "bachelor", "master", "doctor"}
	modeWords        = words{"remote", "hybrid", "on-site"}
	engagementWords  = words{"permanent", "contract", "trial", "internship"}
	interviewWords   = words{"remote", "in-person", "take-home", "pairing", "portfolio"}
	evidenceWords    = words{"project", "repository", "paper", "talk", "competition", "portfolio", "community"}
	requirementWords = words{"skill", "certification", "title", "experience", "evidence", "industry", "language", "degree"}
	necessityWords   = words{"nice", "should", "must"}
	verdictWords     = words{"invite", "hold", "offer", "hire", "decline"}
	periodWords      = words{"year", "month", "week", "day", "hour"}
	flagWords        = words{"pasted_advert", "hidden_text", "years_beyond_jobs", "repeated_skill", "speaks_to_program"}
)

// iscedAliases are the other spellings of ISCED levels that a record may use.
var iscedAliases = map[string]ISCED{"3": 4, "5": 6, "6": 7, "7": 8, "8": 9}

func (w words) text(v uint8) string {
	if v == 0 || int(v) > len(w) {
		return ""
	}
	return w[v-1]
}

func (w words) parse(what string, b []byte) (uint8, error) {
	if i := slices.IndexFunc(w, func(s string) bool { return strings.EqualFold(s, string(b)) }); i >= 0 {
		return uint8(i + 1), nil
	}
	if len(b) == 0 {
		return 0, nil
	}
	return 0, fmt.Errorf("%w: %s %q is none of %s", ErrInvalid, what, clip(string(b)), strings.Join(w, ", "))
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

func (k Kind) String() string            { return kindWords.text(uint8(k)) }
func (s Seniority) String() string       { return seniorityWords.text(uint8(s)) }
func (c CEFR) String() string            { return cefrWords.text(uint8(c)) }
func (i ISCED) String() string           { return iscedWords.text(uint8(i)) }
func (m Mode) String() string            { return modeWords.text(uint8(m)) }
func (e Engagement) String() string      { return engagementWords.text(uint8(e)) }
func (i Interview) String() string       { return interviewWords.text(uint8(i)) }
func (e EvidenceKind) String() string    { return evidenceWords.text(uint8(e)) }
func (k RequirementKind) String() string { return requirementWords.text(uint8(k)) }
func (n Necessity) String() string       { return necessityWords.text(uint8(n)) }
func (p Period) String() string          { return periodWords.text(uint8(p)) }
func (v Verdict) String() string         { return verdictWords.text(uint8(v)) }
func (f Flag) String() string            { return flagWords.text(uint8(f)) }

func (v Visibility) String() string {
	if v == VisiblePublic {
		return "public"
	}
	return "organisation"
}

// MarshalText and UnmarshalText make the words of the enums their JSON form. An unknown word is [ErrInvalid] and its message
// lists the accepted ones.

func (k Kind) MarshalText() ([]byte, error)            { return []byte(k.String()), nil }
func (s Seniority) MarshalText() ([]byte, error)       { return []byte(s.String()), nil }
func (c CEFR) MarshalText() ([]byte, error)            { return []byte(c.String()), nil }
func (i ISCED) MarshalText() ([]byte, error)           { return []byte(i.String()), nil }
func (m Mode) MarshalText() ([]byte, error)            { return []byte(m.String()), nil }
func (e Engagement) MarshalText() ([]byte, error)      { return []byte(e.String()), nil }
func (i Interview) MarshalText() ([]byte, error)       { return []byte(i.String()), nil }
func (e EvidenceKind) MarshalText() ([]byte, error)    { return []byte(e.String()), nil }
func (k RequirementKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }
func (n Necessity) MarshalText() ([]byte, error)       { return []byte(n.String()), nil }
func (p Period) MarshalText() ([]byte, error)          { return []byte(p.String()), nil }
func (v Visibility) MarshalText() ([]byte, error)      { return []byte(v.String()), nil }
func (v Verdict) MarshalText() ([]byte, error)         { return []byte(v.String()), nil }
func (f Flag) MarshalText() ([]byte, error)            { return []byte(f.String()), nil }

func (k *Kind) UnmarshalText(b []byte) error       { return set(k, kindWords, "kind", b) }
func (s *Seniority) UnmarshalText(b []byte) error  { return set(s, seniorityWords, "seniority", b) }
func (c *CEFR) UnmarshalText(b []byte) error       { return set(c, cefrWords, "CEFR level", b) }
func (m *Mode) UnmarshalText(b []byte) error       { return set(m, modeWords, "mode", b) }
func (e *Engagement) UnmarshalText(b []byte) error { return set(e, engagementWords, "engagement", b) }
func (i *Interview) UnmarshalText(b []byte) error  { return set(i, interviewWords, "interview", b) }
func (e *EvidenceKind) UnmarshalText(b []byte) error {
	return set(e, evidenceWords, "kind of evidence", b)
}
func (k *RequirementKind) UnmarshalText(b []byte) error {
	return set(k, requirementWords, "kind of requirement", b)
}
func (n *Necessity) UnmarshalText(b []byte) error { return set(n, necessityWords, "necessity", b) }
func (p *Period) UnmarshalText(b []byte) error    { return set(p, periodWords, "period", b) }
func (v *Verdict) UnmarshalText(b []byte) error   { return set(v, verdictWords, "verdict", b) }
func (f *Flag) UnmarshalText(b []byte) error      { return set(f, flagWords, "flag", b) }

func (i *ISCED) UnmarshalText(b []byte) error {
	if v, ok := iscedAliases[string(b)]; ok {
		*i = v
		return nil
	}
	return set(i, iscedWords, "ISCED level", b)
}

func (v *Visibility) UnmarshalText(b []byte) error {
	switch string(b) {
	case "public":
		*v = VisiblePublic
	case "organisation", "":
		*v = VisibleOrganisation
	default:
		return fmt.Errorf("%w: visibility %q is none of organisation, public", ErrInvalid, clip(string(b)))
	}
	return nil
}

func set[E ~uint8](e *E, w words, what string, b []byte) error {
	v, err := w.parse(what, b)
	if err == nil {
		*e = E(v)
	}
	return err
}
