package wire

// NewKey asks for an API key of the organisation of who asks.
type NewKey struct {
	Role      string `json:"role" enum:"admin,recruiter,candidate,batch,auditor" example:"recruiter"`
	Candidate string `json:"candidate,omitempty" maxLength:"128" doc:"Id of the own record, of a key for a candidate."`
	Label     string `json:"label,omitempty" maxLength:"200" doc:"What it is for." example:"talent team"`
	Days      int    `json:"days,omitempty" minimum:"0" maximum:"3650" doc:"After which it is over; 0: never." example:"90"`
}

// Key is an API key. Its text is in the answer that makes it, and nowhere else.
type Key struct {
	ID        string `json:"id"`
	Role      string `json:"role"`
	Candidate string `json:"candidate,omitempty"`
	Label     string `json:"label,omitempty"`
	Created   string `json:"created" format:"date-time"`
	Expires   string `json:"expires,omitempty" format:"date-time"`
	Over      bool   `json:"over,omitempty" doc:"It opens nothing any more."`
	LastUsed  string `json:"lastUsed,omitempty" format:"date-time" doc:"To the hour."`
	Key       string `json:"key,omitempty" doc:"The text, shown once: send it as Authorization: Bearer KEY."`
}

// Keys are those of an organisation.
type Keys struct {
	Keys []Key `json:"keys"`
}
