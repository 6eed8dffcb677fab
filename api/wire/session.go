package wire

// Session stands for the key or token that made it, for a browser that is not to keep that.
type Session struct {
	Session string `json:"session" doc:"The text, shown once: send it as Authorization: Bearer SESSION."`
	Expires string `json:"expires" format:"date-time" doc:"When it ends at the latest; it ends with its key or token."`
	MaxAge  int    `json:"maxAge" doc:"Seconds until then."`
}

// Me is who asks.
type Me struct {
	Role         string   `json:"role" enum:"admin,recruiter,candidate,batch,auditor"`
	Organisation string   `json:"organisation,omitempty"`
	Candidate    string   `json:"candidate,omitempty" doc:"Id of the own record, of a candidate."`
	Open         bool     `json:"open,omitempty" doc:"There are no keys: nobody has to prove who they are."`
	Operations   []string `json:"operations" doc:"Ids of the operations of this document that may be called."`
}
