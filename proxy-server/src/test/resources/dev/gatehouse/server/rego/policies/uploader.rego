package cloudsmith

match if {
	input.v0.package.is_local
	not input.v0.package.uploader.slug == "ci-bot"
}

reason contains "pushed by hand" if input.v0.package.uploader.slug != "ci-bot"
