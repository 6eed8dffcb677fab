package engine

import (
	"fmt"
	"strconv"
	"strings"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

// The grammar of --where, three-valued: a row passes only on true, also under not.
//
//	expr   = and { "or" and }
//	and    = unary { "and" unary }
//	unary  = "not" unary | "(" expr ")" | test
//	test   = "city" "within" NUMBER "km" "of" NAME
//	       | field op value          op: = != < <= > >=
//	       | noun ":" NAME [ op value ]
//	       | "musts" op ( NUMBER | "all" )
//	field  = city country mode years months degree pay seniority engagement posted musts
//	noun   = skill cert title language industry
//	NAME   = a word, or words in double quotes
//
// A level of a skill is 1–5, of a language A1–C2. pay is "90000 EUR": a year's, the role's upper end or the wish. musts is the
// number of must-haves that the pair meets; "all" is the number that the role has.

// truth is a value of three-valued logic.
type truth int8

const (
	no      truth = -1
	unknown truth = 0
	yes     truth = 1
)

func known(b bool) truth {
	if b {
		return yes
	}
	return no
}

// subject is the row that a test looks at: candidate or role is set. plan and who are the pair that it makes.
type subject struct {
	candidate *facts.Candidate
	role      *facts.Role
	plan      *plan.Plan
	who       *facts.Candidate
}

// Where is a compiled expression.
type Where struct {
	node
	musts bool // it needs a plan of the pair
}

// WhereError says where an expression went wrong. It is profiles.ErrInvalid.
type WhereError struct {
	At  int // byte of the expression, from 0
	Msg string
}

func (e *WhereError) Error() string { return fmt.Sprintf("where, column %d: %s", e.At+1, e.Msg) }

// Is makes errors.Is(err, profiles.ErrInvalid) true.
func (e *WhereError) Is(target error) bool { return target == profiles.ErrInvalid }

// whereParser is a recursive descent over tokens.
type whereParser struct {
	tax    *taxonomy.Taxonomy
	cities *gazetteer.Gazetteer
	rates  *money.Rates
	toks   []token
	i      int
	musts  bool
}

type token struct {
	text   string
	quoted bool
	at     int
}

// ParseWhere compiles an expression.
func (e *Engine) ParseWhere(s string) (*Where, error) {
	toks, err := lex(s)
	if err != nil {
		return nil, err
	}
	p := &whereParser{tax: e.Deriver.Taxonomy, cities: e.Cities, rates: e.Deriver.Rates, toks: toks}
	f, err := p.or()
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.text != "" {
		return nil, p.fail(t, "unexpected %q: want and, or, or the end", t.text)
	}
	return &Where{f, p.musts}, nil
}

// lex splits an expression into words, quoted names, numbers and operators; the last token is empty.
func lex(s string) ([]token, error) {
	var out []token
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\n':
			i++
		case c == '"':
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				return nil, &WhereError{i, "the quote is not closed"}
			}
			out = append(out, token{s[i+1 : i+1+end], true, i})
			i += end + 2
		case strings.IndexByte("()=:", c) >= 0:
			out = append(out, token{s[i : i+1], false, i})
			i++
		case strings.IndexByte("<>!", c) >= 0:
			n := 1
			if i+1 < len(s) && s[i+1] == '=' {
				n = 2
			}
			out = append(out, token{s[i : i+n], false, i})
			i += n
		default:
			j := i
			for j < len(s) && strings.IndexByte(" \t\n\"()=:<>!", s[j]) < 0 {
				j++
			}
			out = append(out, token{s[i:j], false, i})
			i = j
		}
	}
	return append(out, token{at: len(s)}), nil
}

func (p *whereParser) peek() token { return p.toks[p.i] }

func (p *whereParser) next() token {
	t := p.toks[p.i]
	if p.i < len(p.toks)-1 {
		p.i++
	}
	return t
}

func (p *whereParser) word(w string) bool {
	if t := p.peek(); !t.quoted && strings.EqualFold(t.text, w) {
		p.next()
		return true
	}
	return false
}

func (p *whereParser) fail(t token, format string, args ...any) error {
	return &WhereError{t.at, fmt.Sprintf(format, args...)}
}

func (p *whereParser) or() (node, error) {
	return p.chain("or", p.and, func(a, b truth) truth { return max(a, b) }, yes)
}

func (p *whereParser) and() (node, error) {
	return p.chain("and", p.unary, func(a, b truth) truth { return min(a, b) }, no)
}

// chain reads terms between one operator; a term that is settled decides the chain.
func (p *whereParser) chain(op string, sub func() (node, error), join func(a, b truth) truth, settled truth) (node, error) {
	f, err := sub()
	for err == nil && p.word(op) {
		var g node
		if g, err = sub(); err == nil {
			f = joined(f, g, join, settled)
		}
	}
	return f, err
}

// maxDepth bounds the depth of an expression.
const maxDepth = 200

func (p *whereParser) unary() (node, error) {
	if p.i > maxDepth*4 {
		return node{}, p.fail(p.peek(), "the expression is too long")
	}
	switch {
	case p.word("not"):
		f, err := p.unary()
		return negated(f), err
	case p.word("("):
		f, err := p.or()
		if err == nil && !p.word(")") {
			err = p.fail(p.peek(), "want )")
		}
		return f, err
	}
	return p.test()
}

func (p *whereParser) test() (node, error) {
	t := p.next()
	name := strings.ToLower(t.text)
	if kind, ok := nouns[name]; ok && !t.quoted {
		return p.noun(t, kind)
	}
	if name == "value" && !t.quoted {
		return p.value(t)
	}
	field, ok := fields[name]
	if !ok || t.quoted {
		return node{}, p.unknownField(t)
	}
	if name == "city" && p.word("within") {
		return p.within()
	}
	op := p.next()
	p.musts = p.musts || name == "musts"
	if cmp, ok := operators[op.text]; ok && name == "musts" && p.word("all") {
		return byMusts(cmp), nil
	}
	cmp, ok := operators[op.text]
	if !ok || op.quoted {
		return node{}, p.fail(op, "want = != < <= > or >= after %s", name)
	}
	if field.set && op.text != "=" && op.text != "!=" {
		return node{}, p.fail(op, "%s has no order: want = or !=", name)
	}
	v := p.next()
	if v.text == "" {
		return node{}, p.fail(v, "want a value after %s %s", name, op.text)
	}
	want, err := field.parse(p, v)
	if err != nil {
		return node{}, err
	}
	if name == "musts" {
		return byMusts(func(met, _ int64) bool { return cmp(met, want) }), nil
	}
	test := func(got int64) truth { return known(cmp(got, want)) }
	if field.set {
		test = func(got int64) truth { return known((got&want != 0) == (op.text == "=")) }
	}
	n := field.node(test)
	if term, ok := termFields[name]; ok && op.text == "=" {
		n.terms = []Term{{term, uint32(want)}}
	}
	return n, nil
}

var operators = map[string]func(a, b int64) bool{
	"=": func(a, b int64) bool { return a == b }, "!=": func(a, b int64) bool { return a != b },
	"<": func(a, b int64) bool { return a < b }, "<=": func(a, b int64) bool { return a <= b },
	">": func(a, b int64) bool { return a > b }, ">=": func(a, b int64) bool { return a >= b },
}

// within: city within N km of NAME.
func (p *whereParser) within() (node, error) {
	t := p.next()
	text := strings.TrimSuffix(strings.ToLower(t.text), "km")
	km, err := strconv.Atoi(text)
	if err != nil || km < 0 {
		return node{}, p.fail(t, "%q is no distance: want a whole number of km", t.text)
	}
	if text == t.text && !p.word("km") {
		return node{}, p.fail(p.peek(), "want km")
	}
	if !p.word("of") {
		return node{}, p.fail(p.peek(), "want of and the name of a city")
	}
	name := p.next()
	city, ok := p.cities.Find(name.text, "", "")
	if !ok {
		return node{}, p.fail(name, "no city is called %q", name.text)
	}
	return field{of: fields["city"].of, place: fields["city"].place}.node(func(geo int64) truth {
		c, ok := p.cities.ByID(uint32(geo))
		if !ok {
			return unknown
		}
		return known(gazetteer.KM(city, c) <= km)
	}), nil
}

func (s subject) place() (uint32, facts.Country) {
	if s.role != nil {
		return s.role.Geo, s.role.Country
	}
	return s.candidate.Geo, s.candidate.Country
}

func (p *whereParser) unknownField(t token) error {
	if t.text == "" {
		return p.fail(t, "the expression ends: want a test such as years >= 3")
	}
	best, least := "", len(t.text)/2+2
	for _, n := range fieldNames {
		if d := distance(strings.ToLower(t.text), n); d < least {
			best, least = n, d
		}
	}
	if best != "" {
		return p.fail(t, "unknown field %q: did you mean %s?", t.text, best)
	}
	return p.fail(t, "unknown field %q: want one of %s", t.text, strings.Join(fieldNames, ", "))
}

// distance is the Levenshtein distance of two short words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diag
			if a[i] != b[j] {
				cost = min(diag, row[j], row[j+1]) + 1
			}
			diag, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
