package cloudsmith

default match := false

match if count(reason) > 0

max_cvss := 7.5

max_epss := 0.2

reason contains msg if {
	some v in input.v0.vulnerabilities
	v.cvss >= max_cvss
	v.epss.score >= max_epss
	msg := sprintf("%s: CVSS %.1f, EPSS %.3f, %v", [v.identifier, v.cvss, v.epss_score, v.epss.percentile])
}
