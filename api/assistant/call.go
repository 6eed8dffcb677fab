package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"tenon/api/client"
	"tenon/api/wire"
)

// add adds a tool: what it takes is In, with limits; ask makes the question to the API of it, and say the text of the answer.
func add[In, Out any](s *Server, t *mcp.Tool, limits map[string]limit, ask func(*In) client.Request, say func(*In, *Out) string) {
	schema := schemaOf[In](limits)
	t.InputSchema = schema
	no := false
	t.Annotations = &mcp.ToolAnnotations{Title: t.Title, ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		panic(err) // the schemas are a part of the program
	}
	s.mcp.AddTool(t, func(ctx context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		var in In
		if err := read(resolved, r.Params.Arguments, &in); err != nil {
			return refused(&wire.Problem{Type: "about:blank", Title: http.StatusText(http.StatusUnprocessableEntity), Status: http.StatusUnprocessableEntity, Code: wire.CodeInvalid, Detail: err.Error()}), nil
		}
		c, err := s.client(r)
		if err != nil {
			return nil, err
		}
		var answer json.RawMessage
		if _, err := c.Do(ctx, ask(&in), &answer); err != nil {
			return refused(problemOf(err)), nil
		}
		var out Out
		if err := json.Unmarshal(answer, &out); err != nil {
			return nil, fmt.Errorf("%s: read the answer: %w", t.Name, err)
		}
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: say(&in, &out)}}, StructuredContent: answer}, nil
	})
}

// read reads the arguments of a call by the schema of the tool.
func read(schema *jsonschema.Resolved, args json.RawMessage, in any) error {
	if len(args) == 0 {
		args = json.RawMessage("{}")
	}
	var v map[string]any
	if err := json.Unmarshal(args, &v); err != nil {
		return errors.New("arguments: want an object")
	}
	if err := schema.Validate(v); err != nil {
		return fmt.Errorf("arguments: %w", err)
	}
	return json.Unmarshal(args, in)
}

// problemOf is what the API refused, or that it could not be asked.
func problemOf(err error) *wire.Problem {
	var p *wire.Problem
	if errors.As(err, &p) {
		return p
	}
	code := wire.CodeUnavailable
	if errors.Is(err, context.DeadlineExceeded) {
		code = wire.CodeTimeout
	}
	return &wire.Problem{Type: "about:blank", Title: http.StatusText(http.StatusServiceUnavailable), Status: http.StatusServiceUnavailable, Code: code, Detail: err.Error()}
}

// refused is the error of a tool, as the API tells it.
func refused(p *wire.Problem) *mcp.CallToolResult {
	text := p.Error()
	for _, f := range p.Errors {
		if s := f.Error(); s != p.Detail {
			text += "\n" + s
		}
	}
	return &mcp.CallToolResult{IsError: true, Content: []mcp.Content{&mcp.TextContent{Text: text}}, StructuredContent: p}
}
