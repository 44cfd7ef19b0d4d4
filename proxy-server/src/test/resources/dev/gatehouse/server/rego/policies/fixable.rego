package cloudsmith

import rego.v1

match if {
	some scan in input.v0.security_scan
	some v in scan.Vulnerabilities
	v.FixedVersion != ""
	v.Status == "fixed"
	some provider, score in v.CVSS
	score.V3Score > 8
}

reason := [m |
	some scan in input.v0.security_scan
	some v in scan.Vulnerabilities
	some provider, score in v.CVSS
	m := sprintf("%v by %v scores %v (%5.2f|%-8.1f|%08.3f|%+d)", [v.VulnerabilityID, provider, score.V3Score, score.V3Score, score.V3Score, score.V3Score, count(scan.Vulnerabilities)])
]
