package blevetext

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// textFields are where words are looked for, with their weight. A name in the title says most.
var textFields = []struct {
	name  string
	boost float64
}{{"title", 2}, {"body", 1}, {"names", 1}}

// aliasWords bounds how many words an alias may have, as "certified kubernetes application developer exam".
const aliasWords = 5

// clause is a word, a phrase, or several words that name one concept together.
type clause struct {
	text    string
	terms   []string // as the analyser leaves them; none for stop words
	phrase  bool
	exclude bool
	concept taxonomy.No
	group   []clause // all of these, or the concept
}

// parsed is a query read: what has to be there, and what must not.
type parsed struct {
	must, not []clause
}

// parse reads words, "phrases" and -exclusions. Words that no index knows, as "the", ask for nothing.
func (t *Text) parse(text string) (parsed, error) {
	var p parsed
	all := split(text)
	n := 0
	for i := range all {
		c := &all[i]
		for _, tok := range t.english.Analyze([]byte(c.text)) {
			c.terms = append(c.terms, string(tok.Term))
		}
		if n += max(1, len(c.terms)); n > index.MaxWords {
			return p, fmt.Errorf("%w: query: want at most %d words", profiles.ErrInvalid, index.MaxWords)
		}
		if !c.phrase {
			c.concept = t.named(all[i : i+1])
		}
	}
	for i := 0; i < len(all); {
		if all[i].exclude {
			p.not = append(p.not, all[i])
			i++
			continue
		}
		c, n := t.longest(all[i:])
		p.must = append(p.must, c)
		i += n
	}
	return p, nil
}

// split cuts a text at blanks, but for those between quotes.
func split(s string) []clause {
	var out []clause
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var c clause
		if s[0] == '-' && len(s) > 1 {
			c.exclude, s = true, s[1:]
		}
		if s[0] == '"' {
			c.phrase = true
			c.text, s, _ = strings.Cut(s[1:], `"`)
		} else if i := strings.IndexAny(s, " \t\r\n"); i >= 0 {
			c.text, s = s[:i], s[i:]
		} else {
			c.text, s = s, ""
		}
		if strings.TrimSpace(c.text) != "" {
			out = append(out, c)
		}
	}
	return out
}

// longest is the first clause of a run, together with the words behind it that name a concept with it.
func (t *Text) longest(run []clause) (clause, int) {
	plain := 0
	for plain < len(run) && plain < aliasWords && !run[plain].phrase && !run[plain].exclude {
		plain++
	}
	for n := plain; n > 1; n-- {
		// A concept that fewer of the words name is theirs alone: the taxonomy also finds names inside of a text.
		if no := t.named(run[:n]); no != 0 && t.named(run[1:n]) != no && t.named(run[:n-1]) != no {
			return clause{concept: no, group: run[:n]}, n
		}
	}
	return run[0], 1
}

// named is the skill or certification that the words name together, or 0.
func (t *Text) named(words []clause) taxonomy.No {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.text
	}
	text := strings.Join(parts, " ")
	for _, k := range []taxonomy.Kind{taxonomy.Skill, taxonomy.Certification} {
		if no, ok := t.tax.Resolve(k, text); ok {
			return no
		}
	}
	return 0
}

// query is: of the kind, own or public, with all of must and none of not.
//
// It is a conjunction and no boolean query, whose Must is dropped when it can match nothing, so that everything is found. And
// a query whose every clause has the weight 0 has scores that are no numbers, hence the weight of all.
// view is what of an index is there for who asks; see index.Query.
type view struct {
	org  string
	own  bool
	open profiles.Month
	has  []query.Query
}

func (p parsed) query(t *Text, sees view, kind profiles.Kind) query.Query {
	seen := bleve.NewDisjunctionQuery(silent(term("org", orgTerm(sees.org))))
	if !sees.own {
		seen.AddQuery(silent(term("public", "yes")), silent(term("shared", orgTerm(sees.org))))
	}
	q := bleve.NewConjunctionQuery(silent(term("kind", kind.String())), seen)
	q.AddQuery(sees.has...)
	scored := false
	for _, c := range p.must {
		if x := t.clause(c); x != nil {
			q.AddQuery(x)
			scored = true
		}
	}
	all := bleve.NewMatchAllQuery()
	if scored {
		all.SetBoost(0)
	}
	var not []query.Query
	if sees.open != 0 {
		closed := bleve.NewTermRangeQuery("", sees.open.String())
		closed.SetField("until")
		not = append(not, closed)
	}
	for _, c := range p.not {
		if x := t.clause(c); x != nil {
			not = append(not, x)
		}
	}
	if len(not) > 0 {
		b := bleve.NewBooleanQuery()
		b.AddMust(all)
		b.AddMustNot(not...)
		q.AddQuery(b)
	} else if !scored {
		q.AddQuery(all)
	}
	return q
}

// clause is nil when it asks for nothing.
func (t *Text) clause(c clause) query.Query {
	var any []query.Query
	if len(c.group) > 0 {
		if all := t.all(c.group); all != nil {
			any = append(any, all)
		}
	} else if len(c.terms) > 0 && !(c.concept != 0 && strings.ContainsAny(c.text, "+#")) { // C++ is not C
		any = c.texts()
	}
	if c.concept != 0 {
		any = append(any, term("concepts", t.tax.Concept(c.concept).ID))
	}
	switch len(any) {
	case 0:
		return nil
	case 1:
		return any[0]
	}
	return bleve.NewDisjunctionQuery(any...)
}

func (t *Text) all(group []clause) query.Query {
	var all []query.Query
	for _, c := range group {
		if x := t.clause(c); x != nil {
			all = append(all, x)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return bleve.NewConjunctionQuery(all...)
}

// texts looks for the words in each of the fields; several terms, as of real-time, are a phrase.
func (c clause) texts() []query.Query {
	out := make([]query.Query, 0, len(textFields)+1)
	for _, f := range textFields {
		if len(c.terms) == 1 {
			q := term(f.name, c.terms[0])
			q.SetBoost(f.boost)
			out = append(out, q)
			continue
		}
		q := bleve.NewMatchPhraseQuery(c.text)
		q.SetField(f.name)
		q.SetBoost(f.boost)
		out = append(out, q)
	}
	return out
}

// silent keeps a filter out of the score.
func silent(q query.BoostableQuery) query.Query {
	q.SetBoost(0)
	return q
}

func term(field, value string) *query.TermQuery {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	return q
}
