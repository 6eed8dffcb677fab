package command

import "tenon/api"

type openapiCmd struct {
	JSON bool `name:"json" help:"Print JSON, as it does anyway."`
}

// Run prints the document as /openapi.json has it.
func (c *openapiCmd) Run(e *env) error {
	h, err := api.New(api.Backend{}, api.Options{})
	if err != nil {
		return err
	}
	_, err = e.Out.Write(h.Document())
	return err
}
