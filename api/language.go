package api

import (
	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"tenon/engine/phrase"
)

// told are the languages in which answers are told, English first.
var told = []*phrase.Language{nil, phrase.German}

var toldTags = language.NewMatcher([]language.Tag{language.English, language.German})

// speak takes the language of Accept-Language for what an answer says in sentences. Codes, names of fields and problems are those of
// the API in every language.
func (s *server) speak(c *gin.Context) {
	if accepted := c.GetHeader("Accept-Language"); accepted != "" {
		_, i := language.MatchStrings(toldTags, accepted)
		c.Request = c.Request.WithContext(phrase.In(c.Request.Context(), told[i]))
	}
	c.Writer.Header().Add("Vary", "Accept-Language")
}
