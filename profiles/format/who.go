package format

import (
	"reflect"

	"tenon/profiles/identity"
)

// who reads the identity of a résumé: everything in it that says who somebody is. It is nil when nothing does.
func who(n node) *identity.Identity {
	l := n.get("location")
	id := &identity.Identity{
		Name: n.get("name").text(), Email: n.get("email").text(), Phone: n.get("phone").text(),
		Address: lines(l.get("address").text(), l.get("postalCode").text()), Image: n.get("image", "picture").text(),
	}
	if l.text() != "" {
		id.Address = l.text()
	}
	if u := n.get("url", "website").text(); u != "" {
		id.URLs = append(id.URLs, u)
	}
	for _, p := range n.get("profiles").list() {
		if u := p.get("url", "username").text(); u != "" {
			id.URLs = append(id.URLs, u)
		}
	}
	id.BirthDate = n.get("birthDate", "dateOfBirth").text()
	if reflect.ValueOf(*id).IsZero() {
		return nil
	}
	return id
}
