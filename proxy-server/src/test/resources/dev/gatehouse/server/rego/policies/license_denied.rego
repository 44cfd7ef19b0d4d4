package cloudsmith

import future.keywords

denied := [`(?i)^A?GPL`, `(?i)proprietary`]

default match := false

match if {
	some p in denied
	regex.match(p, input.v0.package.license.raw_license)
}

reason["copyleft or proprietary"] if match

osi := input.v0.package.license.oss_license.osi_approved
