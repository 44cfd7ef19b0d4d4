package cloudsmith

match if input.v0.upstream.trust_level == "Untrusted"

match if input.v0.upstream.host == "mirror.example"

reason contains msg if {
	u := input.v0.upstream
	msg := sprintf("from %s (%s), priority %d of %d, %x, %t", [u.name, u.host, u.priority, 3, u.priority, u.trust_level == "Trusted"])
}
