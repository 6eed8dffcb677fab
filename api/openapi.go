package api

import (
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/plan"
	"tenon/profiles"
)

// config is that of huma: our own document, JSON alone, no requests to the outside, no links to schemas.
func config(version string) huma.Config {
	registry := huma.NewMapRegistry("#/components/schemas/", schemaNames())
	for t, alias := range aliases {
		registry.RegisterTypeAlias(t, alias)
	}
	loosen(registry)
	format := huma.Format{Marshal: writeJSON, Unmarshal: readJSON}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0", Info: &huma.Info{Title: "Tenon", Version: version, Description: about},
			Tags:       tags(),
			Components: &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer", Description: "An API key, or a token of the identity provider that is configured. Over loopback without keys none is needed."}}},
			Security:   []map[string][]string{{"bearer": {}}, {}},
		},
		Formats:                      map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
}

// loosen says of records what their types cannot: what has an id may come without one, and then gets one; what the store owns of a
// record may be sent, and is passed over.
func loosen(r huma.Registry) {
	for _, t := range []reflect.Type{reflect.TypeFor[profiles.Candidate](), reflect.TypeFor[profiles.Role](), reflect.TypeFor[profiles.Search]()} {
		s := r.Schema(t, false, "")
		s.Required = slices.DeleteFunc(slices.Clone(s.Required), func(f string) bool { return f == "id" })
		for _, f := range []string{"flags", "source"} {
			if p := s.Properties[f]; p != nil {
				p.ReadOnly = true
			}
		}
		s.PrecomputeMessages()
	}
}

const about = `Tenon matches candidates and roles in both directions and shows the arithmetic.

Every error is a problem (RFC 9457) with a stable code and, where fields are at fault, their paths. Writes answer with the header
Tenon-Seq; with ?wait=searchable they answer once rankings and searches know of them. Records have revisions as ETag: replacing one
takes If-Match, creating one under an id If-None-Match: *. Lists go on with the cursor next of the page before. What answers say in
sentences is said in English, or in German to whom Accept-Language prefers it.

What is no request of HTTP is answered before any operation sees it, as plain text and with the connection closed: 400 for a request
line, a header, an escape in the path or a length that is malformed or stands twice, 431 for headers of more than 64 KiB, 501 and 505
for codings and versions that are not known. Everything else that is refused is a problem.

Feeds that are followed as server-sent events are taken up again with Last-Event-ID, the id of the last event as it came. Where the
answer is 410 with the code too_old, what was read is no longer enough to go on from: deletions, or events, behind it are kept no more,
or the data is another, as that of a restored backup. Forget what was read, read the feed from 0 on, and keep nothing that it does not
name; of alerts and events, look at what matches or is kept now and go on behind the last.`

func tags() []*huma.Tag {
	return []*huma.Tag{{Name: tagCandidates}, {Name: tagPersonal}, {Name: tagRoles}, {Name: tagReviews}, {Name: tagBulk}, {Name: tagMatching}, {Name: tagMarket}, {Name: tagSearch}, {Name: tagBatch}, {Name: tagService}}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// words is the schema of a type of package profiles that is written as one of some words.
type words[E interface {
	~uint8
	encoding.TextMarshaler
}] struct{}

// Schema implements huma.SchemaProvider.
func (words[E]) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for i := range 64 {
		if b, err := E(i).MarshalText(); err == nil && len(b) > 0 && !strings.ContainsAny(string(b), "()?") && !slices.Contains(s.Enum, any(string(b))) {
			s.Enum = append(s.Enum, string(b))
		}
	}
	return s
}

// wordList is the schema of a list of such words, which is no list of bytes.
type wordList[E interface {
	~uint8
	encoding.TextMarshaler
}] struct{}

// Schema implements huma.SchemaProvider.
func (wordList[E]) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: words[E]{}.Schema(r)}
}

// months, levels, weights and documents are the schemas of types that write themselves.
type (
	months    struct{}
	isced     struct{}
	weights   struct{}
	documents struct{}
)

func (months) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "A month as YYYY-MM; empty is not stated.", Pattern: `^([0-9]{4}-[0-9]{2})?$`, Examples: []any{"2026-11"}}
}

func (isced) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "A level of ISCED 2011, 0 to 8, or secondary, associate, bachelor, master, doctor."}
}

func (weights) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Description: "Points of 100 by category.", Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, k := range profiles.RequirementKinds() {
		s.Properties[plan.CategoryName(k)] = &huma.Schema{Type: huma.TypeInteger}
	}
	return s
}

func (documents) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Description: "An object of Tenon's own JSON, JSON Resume or JobPosting, or a string with the text of a résumé or an advert.",
		OneOf: []*huma.Schema{{Type: huma.TypeObject, AdditionalProperties: true}, {Type: huma.TypeString}}}
}

var aliases = map[reflect.Type]reflect.Type{
	reflect.TypeFor[profiles.Kind]():            reflect.TypeFor[words[profiles.Kind]](),
	reflect.TypeFor[profiles.Seniority]():       reflect.TypeFor[words[profiles.Seniority]](),
	reflect.TypeFor[profiles.CEFR]():            reflect.TypeFor[words[profiles.CEFR]](),
	reflect.TypeFor[profiles.Mode]():            reflect.TypeFor[words[profiles.Mode]](),
	reflect.TypeFor[profiles.Engagement]():      reflect.TypeFor[words[profiles.Engagement]](),
	reflect.TypeFor[profiles.Interview]():       reflect.TypeFor[words[profiles.Interview]](),
	reflect.TypeFor[profiles.EvidenceKind]():    reflect.TypeFor[words[profiles.EvidenceKind]](),
	reflect.TypeFor[profiles.RequirementKind](): reflect.TypeFor[words[profiles.RequirementKind]](),
	reflect.TypeFor[profiles.Necessity]():       reflect.TypeFor[words[profiles.Necessity]](),
	reflect.TypeFor[profiles.Period]():          reflect.TypeFor[words[profiles.Period]](),
	reflect.TypeFor[profiles.Visibility]():      reflect.TypeFor[words[profiles.Visibility]](),
	reflect.TypeFor[profiles.Verdict]():         reflect.TypeFor[words[profiles.Verdict]](),
	reflect.TypeFor[profiles.Flag]():            reflect.TypeFor[words[profiles.Flag]](),
	reflect.TypeFor[[]profiles.Mode]():          reflect.TypeFor[wordList[profiles.Mode]](),
	reflect.TypeFor[[]profiles.Engagement]():    reflect.TypeFor[wordList[profiles.Engagement]](),
	reflect.TypeFor[[]profiles.Interview]():     reflect.TypeFor[wordList[profiles.Interview]](),
	reflect.TypeFor[[]profiles.EvidenceKind]():  reflect.TypeFor[wordList[profiles.EvidenceKind]](),
	reflect.TypeFor[[]profiles.Flag]():          reflect.TypeFor[wordList[profiles.Flag]](),
	reflect.TypeFor[profiles.ISCED]():           reflect.TypeFor[isced](),
	reflect.TypeFor[profiles.Month]():           reflect.TypeFor[months](),
	reflect.TypeFor[engine.Categories]():        reflect.TypeFor[weights](),
	reflect.TypeFor[wire.Document]():            reflect.TypeFor[documents](),
}

// schemaNames returns what names the types of a document. Of two that share a name the second gets its package before it.
func schemaNames() func(reflect.Type, string) string {
	taken := map[string]reflect.Type{}
	return func(t reflect.Type, hint string) string {
		name := huma.DefaultSchemaNamer(t, hint)
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || t.Name() == "" {
			return name
		}
		if other, ok := taken[name]; ok && other != t {
			pkg := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
			return strings.ToUpper(pkg[:1]) + pkg[1:] + name
		}
		taken[name] = t
		return name
	}
}

// operation is the route as huma and the document have it.
func (r *route) operation() huma.Operation {
	op := huma.Operation{OperationID: r.id, Method: r.method, Path: r.path, Summary: r.summary, Tags: []string{r.tag}, DefaultStatus: r.status,
		MaxBodyBytes: -1, SkipValidateBody: r.body != nil, Errors: r.errors()}
	if slices.Contains(permissions[r.id], "anyone") {
		op.Security = []map[string][]string{}
	}
	return op
}

// describe says in the document what huma cannot see: bodies that the handler reads or writes itself.
func (r *route) describe(doc *huma.OpenAPI) {
	item := doc.Paths[r.path]
	op := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}[r.method]
	if r.body != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
		for _, m := range r.takes {
			op.RequestBody.Content[m] = &huma.MediaType{Schema: bodySchema(doc.Components.Schemas, r.body)}
		}
	}
	if ok := op.Responses["200"]; r.method == http.MethodPut && r.id != "replace-identity" && ok != nil {
		op.Responses["201"] = ok // where it creates
	}
	if len(r.gives) > 0 {
		content := map[string]*huma.MediaType{}
		for _, m := range r.gives {
			content[m] = &huma.MediaType{}
		}
		op.Responses[strconv.Itoa(max(r.status, http.StatusOK))].Content = content
	}
}

// message is the route as the document has it where messages of another protocol go in and out.
func (r *route) message(doc *huma.OpenAPI) *huma.Operation {
	op := r.operation()
	op.Description = "Messages are those of JSON-RPC 2.0, one a request, over streamable HTTP without sessions: an initialize is not needed. The tools search, rank, explain, gaps and market " +
		"ask the operations of their names as whoever sends the message. What a tool is refused stands in its result, with the code of the problem; what is no message is a problem."
	object := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Required: []string{"jsonrpc"}, Properties: map[string]*huma.Schema{"jsonrpc": {Type: huma.TypeString, Enum: []any{"2.0"}}}}
	content := map[string]*huma.MediaType{r.takes[0]: {Schema: object}}
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{r.takes[0]: {Schema: object}}}
	op.Responses = map[string]*huma.Response{"200": {Description: "The answer to a call", Content: content}, "202": {Description: "A notification was taken"}}
	problem := map[string]*huma.MediaType{wire.ProblemType: {Schema: doc.Components.Schemas.Schema(reflect.TypeFor[wire.Problem](), true, "")}}
	for _, status := range append(op.Errors, http.StatusInternalServerError) {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status), Content: problem}
	}
	return &op
}

// errors are the statuses of the problems that an operation can have.
func (r *route) errors() []int {
	out := []int{http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	if !slices.Contains(permissions[r.id], "anyone") {
		out = append(out, http.StatusUnauthorized, http.StatusForbidden)
	}
	if strings.Contains(r.path, "{") || r.cost.ranking {
		out = append(out, http.StatusNotFound)
	}
	if r.takes != nil {
		out = append(out, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if r.once || r.method == http.MethodPut {
		out = append(out, http.StatusConflict)
	}
	if r.method == http.MethodPut || r.method == http.MethodDelete {
		out = append(out, http.StatusPreconditionFailed)
	}
	if r.method == http.MethodPut {
		out = append(out, http.StatusPreconditionRequired)
	}
	return out
}

// bodySchema is the schema of a body that the handler reads itself.
func bodySchema(reg huma.Registry, body any) *huma.Schema {
	t, ok := body.(reflect.Type)
	if !ok {
		return &huma.Schema{Type: huma.TypeString, Format: "binary"}
	}
	return reg.Schema(t, true, "")
}

// document writes the document, with what huma cannot see of the types.
func document(doc *huma.OpenAPI) ([]byte, error) {
	if r := doc.Components.Schemas.Map()["Result"]; r != nil {
		r.Properties["tie"] = &huma.Schema{Type: huma.TypeString, Description: "Orders equal scores: the smaller first, as a number."}
		// Of an explanation alone.
		r.Required = slices.DeleteFunc(slices.Clone(r.Required), func(f string) bool { return slices.Contains([]string{"tree", "missing", "noData", "told"}, f) })
	}
	for path, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Put, item.Post, item.Patch, item.Delete} {
			if op != nil {
				example(op, path)
			}
		}
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the OpenAPI document: %w", err)
	}
	return append(b, '\n'), nil
}

// example puts the example of an operation into its body and its parameters.
func example(op *huma.Operation, _ string) {
	if op.RequestBody != nil {
		for _, m := range op.RequestBody.Content {
			m.Example = examples[op.OperationID]
		}
	}
	for _, p := range op.Parameters {
		if v, ok := parameterExamples[op.OperationID+"."+p.Name]; ok {
			p.Example = v
		}
	}
}

func (s *server) openAPI(c *gin.Context) { c.Data(http.StatusOK, "application/openapi+json", s.doc) }
