package hostile

import (
	"fmt"
	"strings"
)

const soundRole = `{"@context":"https://schema.org","@type":"JobPosting","title":"Data Engineer","skills":"Python, Kubernetes","hiringOrganization":{"@type":"Organization","name":"Acme"}}`

func script(s source) source { return around(`<script type="application/ld+json">`, s, "</script>") }

// linkedData is pages whose JSON-LD is hostile.
func linkedData() []File {
	said := func(fields string) source {
		return webPage(script(text(strings.Replace(soundRole, `"skills"`, fields+`,"skills"`, 1))))
	}
	return []File{
		{"ld-broken-beside-sound.html", "a script that is not JSON beside one that is", "JSON-LD script 1 of the page", webPage(chain(script(text(`{"@type":`)), script(text(soundRole))))},
		{"ld-deep.html", "a script of a million lists within each other", "JSON-LD script 1 of the page", webPage(script(times(1_000_000, "[")))},
		{"ld-deep-graph.html", "graphs within graphs, as deep as is read", "JSON-LD script 1 of the page", webPage(script(chain(times(98, `{"@graph":[`), text(soundRole), times(98, "]}"))))},
		{"ld-of-10-mb.html", "a script of 10 MB", "save it without pictures", webPage(script(around(`{"@type":"JobPosting","x":[`, times(1_000_000, `{"a":[1]},`), "0]}")))},
		{"ld-of-5-mb.html", "a script of 5 MB", Found, webPage(script(around(`{"@type":"JobPosting","title":"x","x":[`, times(500_000, `{"a":[1]},`), "0]}")))},
		{"ld-many.html", "45,000 scripts that hold nothing", Found, webPage(times(45_000, `<script type="application/ld+json">{}</script>`))},
		{"ld-many-broken.html", "45,000 scripts that are broken", "JSON-LD script 1 of the page", webPage(times(45_000, `<script type="application/ld+json">{</script>`))},
		{"ld-circle.html", "things that refer to each other", Found, webPage(script(text(`{"@graph":[{"@id":"a","@type":"JobPosting","title":"Data Engineer","hiringOrganization":{"@id":"b"}},{"@id":"b","@type":"Organization","memberOf":{"@id":"a"}}]}`)))},
		{"ld-skills-without-end.html", "a role that asks for 50,000 skills", Found, webPage(script(around(`{"@type":"JobPosting","title":"x","skills":[`, each(50_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `"skill %d",`, i)
		}), `"Go"]}`)))},
		{"ld-text-of-megabytes.html", "a role described in 4 MB", Found, webPage(script(around(`{"@type":"JobPosting","title":"x","description":"`, times(400_000, "Python and "), `"}`)))},
		{"ld-title-of-a-megabyte.html", "a title of a megabyte", Found, webPage(script(around(`{"@type":"JobPosting","title":"`, prose(130_000), `"}`)))},
		{"ld-page-in-a-text.html", "a description that is a page of 300,000 blocks within each other", Found, webPage(script(around(`{"@type":"JobPosting","title":"x","description":"`, times(300_000, "<div>"), `"}`)))},
		{"ld-dates.html", "dates that are none", Found, said(`"datePosted":"9999-99-99","validThrough":"0000-00-00"`)},
		{"ld-pay.html", "pay that is no number", Found, said(`"baseSalary":{"currency":"XXX","value":{"minValue":1e999,"maxValue":-1e999,"unitText":"ETERNITY"}}`)},
		{"ld-months.html", "minus 10^308 months of experience", Found, said(`"experienceRequirements":{"monthsOfExperience":-1e308}`)},
		{"ld-surrogates.html", "half a character in a title", "JSON-LD script 1 of the page", webPage(script(text(strings.Replace(soundRole, "Data Engineer", `\ud800 Engineer`, 1))))},
	}
}

const candidate = `{"kind":"candidate","id":"hostile","skills":[{"name":"Go"}]`

func jsons() []File {
	own := func(fields string) source { return text(candidate, ",", fields, "}") }
	out := []File{
		{"deep-lists.json", "a million lists within each other", "truncated JSON", times(1_000_000, "[")},
		{"deep-objects.json", "a million objects within each other", "want at most 4194304", times(1_000_000, `{"a":`)},
		{"deep-and-closed.json", "a million lists within each other, all closed", "nested more than 100 deep", chain(text(candidate, `,"x":`), times(1_000_000, "["), times(1_000_000, "]"), text("}"))},
		{"number-1e999.json", "a number beyond all bounds", "unknown field", own(`"jobs":[{"months":1e999}]`)},
		{"number-nan.json", "NaN", "bad JSON", own(`"jobs":[{"months":NaN}]`)},
		{"number-infinity.json", "infinity", "bad JSON", own(`"jobs":[{"months":-Infinity}]`)},
		{"number-minus-zero.json", "minus nothing", "want a string, found a number", own(`"languages":[{"name":"German","level":-0}]`)},
		{"number-of-a-megabyte.json", "a number of a million digits", "want a whole number", chain(text(`{"kind":"candidate","skills":[{"name":"Go","months":`), times(1_000_000, "9"), text("}]}"))},
		{"number-in-hex.json", "a number that JSON does not know", "bad JSON", own(`"jobs":[{"months":0x7f}]`)},
		{"number-2-64.json", "2^64 months", "want a whole number", text(`{"kind":"candidate","skills":[{"name":"Go","months":18446744073709551616}]}`)},
		{"months-negative.json", "minus a month", Found, text(`{"kind":"candidate","skills":[{"name":"Go","months":-1}]}`)},
		{"level-9.json", "a level that does not exist", Found, text(`{"kind":"candidate","skills":[{"name":"Go","level":9}]}`)},
		{"month-13.json", "a month that does not exist", "want YYYY-MM", own(`"jobs":[{"start":"2020-13"}]`)},
		{"year-0.json", "the year 0", "want YYYY-MM", own(`"jobs":[{"start":"0000-01"}]`)},
		{"year-9999.json", "the year 9999", "want YYYY-MM", own(`"jobs":[{"start":"9999-12"}]`)},
		{"same-key.json", "one field twice", "stated twice", own(`"id":"other"`)},
		{"unknown-key.json", "a field that does not exist", "unknown field", own(`"salary":1`)},
		{"million-keys.json", "an object of 230,000 fields", "unknown field", around(candidate, each(230_000, func(b []byte, i int) []byte { return fmt.Appendf(b, `,"k%d":%d`, i, i) }), "}")},
		{"million-same-keys.json", "one field 400,000 times", "stated twice", around(candidate, times(400_000, `,"id":"x"`), "}")},
		{"million-values.json", "a list of two million numbers", "unknown field", around(candidate+`,"x":[`, times(2_000_000, "1,"), "1]}")},
		{"million-skills.json", "a candidate of 280,000 skills", "more than 20000 entries", around(`{"kind":"candidate","skills":[`, times(280_000, `{"name":"Go"},`), `{"name":"Go"}]}`)},
		{"million-nothings.json", "a candidate of a million skills without a name", "more than 20000 entries", around(`{"kind":"candidate","skills":[`, times(1_000_000, `{},`), `{}]}`)},
		{"key-of-megabytes.json", "a field whose name has 3 MB", "unknown field", around(candidate+`,"`, times(3, strings.Repeat("k", mega)), `":1}`)},
		{"text-of-megabytes.json", "a text of 3 MB", Found, around(candidate+`,"text":"`, times(3, strings.Repeat("x", mega)), `"}`)},
		{"escapes-of-megabytes.json", "a text of 4 MB of escapes", Found, around(candidate+`,"text":"`, times(650_000, `\u0041`), `"}`)},
		{"record-too-large.json", "a record of 100 MB", "want at most 4194304", around(candidate+`,"text":"`, times(100, strings.Repeat("x", mega)), `"}`)},
		{"text-without-end.json", "a text of 100 MB that does not end", "want at most 4194304", around(candidate+`,"text":"`, times(100, strings.Repeat("x", mega)), "")},
		{"blanks.json", "100 MB of blanks and a record", "not JSON", chain(times(100, strings.Repeat(" ", mega)), text("x"))},
		{"list-of-blanks.json", "a list of 100 MB of blanks that does not end", "truncated JSON", chain(text("["), times(100, strings.Repeat(" ", mega)))},
		{"surrogate-alone.json", "half a character", "half of a surrogate pair", own(`"headline":"\ud800"`)},
		{"surrogates-swapped.json", "the halves of a character in the wrong order", "half of a surrogate pair", own(`"headline":"\ude00\ud83d"`)},
		{"escaped-nul.json", "NUL in an id", Found, text(`{"kind":"candidate","id":"a\u0000b"}`)},
		{"control.json", "a control character in a text", "control character", own("\"headline\":\"a\x01b\"")},
		{"not-utf8.json", "bytes that are no letters", "wrong encoding: not UTF-8", own("\"headline\":\"\xff\xfe\"")},
		{"single-quotes.json", "JSON as Python prints it", "bad JSON", text(`{'kind': 'candidate', 'id': None}`)},
		{"comments.json", "JSON with comments", "bad JSON", text("{ // a candidate\n\"kind\": \"candidate\" }")},
		{"comma-at-the-end.json", "a comma too many", "bad JSON", text(candidate, ",}")},
		{"two-roots.json", "a record and what is none", "truncated JSON", text(candidate, "} and more")},
		{"nothing-but-null.json", "null", "not JSON", text("null")},
		{"nothing-but-a-text.json", "a text", "not JSON", text(`"candidate"`)},
		{"list-of-nulls.json", "a list of a hundred thousand nulls", "bad JSON", around("[", times(100_000, "null,"), "null]")},
		{"kind-of-nobody.json", "a kind of record that does not exist", "want candidate or role", text(`{"kind":"admin","id":"x"}`)},
		{"id-that-climbs.json", "an id that would be a path", Found, text(`{"kind":"candidate","id":"../../etc/passwd\n"}`)},
		{"id-of-a-megabyte.json", "an id of a megabyte", Found, around(`{"kind":"candidate","id":"`, times(mega, "i"), `"}`)},
		{"prototype.json", "fields that mean something in JavaScript", "unknown field", own(`"__proto__":{"admin":true},"constructor":{}`)},
		{"line-too-large.ndjson", "a line of 100 MB", "want at most 4194304", chain(times(100, strings.Repeat("x", mega)), text("\n"))},
		{"blank-lines.ndjson", "ten million blank lines", "empty: no record", times(10_000_000, "\n")},
		{"bad-lines.ndjson", "200,000 lines that are no JSON", "truncated JSON", times(200_000, "{\n")},
		{"nul-lines.ndjson", "lines of NUL", "empty: no record", times(100_000, "\x00\n")},
	}
	sound := text(candidate, `,"text":"`, strings.Repeat("Python and Kubernetes. ", 20), `"}`)
	for tenth := 1; tenth < 10; tenth++ {
		out = append(out, File{fmt.Sprintf("json-cut-at-%d0.json", tenth), "a download that broke off", "truncated JSON", cut(sound, tenth)})
	}
	return out
}

// resumes are files of the JSON Resume schema and adverts as plain JSON-LD.
func resumes() []File {
	resume := func(s source) source { return around(`{"basics":{"name":"Jane Doe"},`, s, "}") }
	dated := func(start, end string) source {
		return resume(text(`"work":[{"name":"Acme","position":"Engineer","startDate":"`, start, `","endDate":"`, end, `"}]`))
	}
	return []File{
		{"resume-year-9999.json", "a job from the year 0 to the year 9999", Found, dated("0000-00-00", "9999-12-31")},
		{"resume-99-99-9999.json", "a date of the 99th", Found, dated("99/99/9999", "99.99.9999")},
		{"resume-backwards.json", "a job that ends before it begins", Found, dated("2020-01-01", "1999-01-01")},
		{"resume-date-of-a-megabyte.json", "a date of a megabyte", Found, resume(around(`"work":[{"position":"x","startDate":"`, times(mega, "1"), `"}]`))},
		{"resume-jobs-without-end.json", "a résumé of 70,000 jobs", "want at most 4194304", resume(around(`"work":[`, times(70_000, `{"name":"Acme","position":"Engineer","startDate":"2020-01"},`), `{"name":"x"}]`))},
		{"resume-skills-without-end.json", "a résumé of 80,000 skills", "more than 200000 values", resume(around(`"skills":[`, each(80_000, func(b []byte, i int) []byte {
			return fmt.Appendf(b, `{"name":"skill %d","keywords":["a","b"]},`, i)
		}), `{"name":"Go"}]`))},
		{"resume-summary.json", "a summary of 4 MB that names one skill 350,000 times", Found, resume(around(`"skills":[{"name":"Go"}],"work":[{"position":"x","startDate":"2020-01","summary":"`, times(350_000, "Python and "), `"}]`))},
		{"resume-words.json", "a summary of 4 MB of words", Found, resume(around(`"skills":[{"name":"Go"}],"work":[{"position":"x","startDate":"2020-01","summary":"`, prose(560_000), `"}]`))},
		{"resume-title.json", "a title of two megabytes", Found, resume(around(`"work":[{"startDate":"2020-01","position":"`, prose(280_000), `"}]`))},
		{"resume-skill.json", "a skill whose name has two megabytes", Found, resume(around(`"skills":[{"name":"`, prose(280_000), `"}]`))},
		{"resume-wrong-types.json", "lists where texts belong and texts where lists belong", Found, text(`{"basics":[[]],"work":"x","skills":{"name":[]},"education":7,"languages":[[[]]]}`)},
		{"resume-place.json", "a place that does not exist and one of a megabyte", Found, around(`{"basics":{"location":{"city":"`, times(mega, "B"), `","countryCode":"ZZ"}},"skills":[{"name":"Go"}]}`)},
		{"posting-graph.json", "graphs within graphs", "nested more than 100 deep", chain(times(1000, `{"@graph":[`), text(soundRole), times(1000, "]}"))},
		{"posting-of-crumbs.json", "a role that holds 400,000 objects of one field", "more than 200000 values", around(`{"@type":"JobPosting","title":"x","x":[`, times(400_000, `{"a":[1]},`), "0]}")},
		{"posting-too-large.json", "a role of 15 MB", "want at most 4194304", around(`{"@type":"JobPosting","title":"x","x":[`, times(1_500_000, `{"a":[1]},`), "0]}")},
		{"posting-of-nothing.json", "a role that says nothing", Found, text(`{"@type":"JobPosting"}`)},
		{"posting-types.json", "a role of 10,000 types", Found, around(`{"@type":[`, times(10_000, `"Thing",`), `"JobPosting"],"title":[[["x"]]]}`)},
	}
}
