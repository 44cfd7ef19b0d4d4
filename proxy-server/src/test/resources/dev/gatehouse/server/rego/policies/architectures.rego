package cloudsmith

match if {
	some a in input.v0.package.architectures
	a.name == "arm64"
}

reason := sort([upper(a.name) | some a in input.v0.package.architectures])
