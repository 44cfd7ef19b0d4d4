package cloudsmith

match if startswith(input.v0.identity.purl, "pkg:maven/")

match if input.v0.identity.namespace == "@acme"

reason := urlquery.encode(input.v0.identity.purl)

ns := [n | n := split(object.get(input.v0.identity, "namespace", ""), ".")[_]; n != ""]
