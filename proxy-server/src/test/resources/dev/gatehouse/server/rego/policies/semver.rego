package cloudsmith

import rego.v1

v := input.v0.package.version

match if {
	semver.is_valid(v)
	semver.compare(v, "2.0.0") < 0
}

pre_release if contains(v, "-")

reason := sprintf("%v is below 2.0.0: %v", [v, semver.compare(v, "2.0.0")])
