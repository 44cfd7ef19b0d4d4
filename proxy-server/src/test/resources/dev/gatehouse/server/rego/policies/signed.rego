package cloudsmith

import rego.v1

default match := false

match if count(reason) != 0

pkg := input.v0["package"]

reason contains msg if {
	not pkg.signed
	msg := sprintf("%s/%s@%s carries no trusted signature", [pkg.format, pkg.name, pkg.version])
}
