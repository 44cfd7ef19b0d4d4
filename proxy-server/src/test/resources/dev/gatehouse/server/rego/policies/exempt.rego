package cloudsmith

exempt := {"npm:left-pad:1.3.0", "maven:log4j-core:2.14.1"}

key := concat(":", [input.v0.package.format, input.v0.package.name, input.v0.package.version])

match if {
	not key in exempt
	count(object.get(input.v0, "vulnerabilities", [])) > 0
}

reason contains sprintf("%s has %d vulnerabilities", [key, count(input.v0.vulnerabilities)]) if match
