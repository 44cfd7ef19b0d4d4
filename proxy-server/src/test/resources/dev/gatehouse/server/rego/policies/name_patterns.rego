package cloudsmith

patterns := ["evil-*", "log4j-?ore", "{spring,tensor}*"]

match if {
	some p in patterns
	glob.match(p, [], input.v0.package.name)
}

reason contains p if {
	some p in patterns
	glob.match(p, null, input.v0.package.name)
}

short := regex.replace(input.v0.package.name, `([a-z]+)-([a-z]+)`, "${2}_$1")
