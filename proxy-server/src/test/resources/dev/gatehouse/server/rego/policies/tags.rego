package cloudsmith

tag_names := {t.name | some t in input.v0.package.tags}

match if not "approved" in tag_names

match if {
	some t in tag_names
	strings.any_prefix_match(t, ["dev-", "snapshot"])
}

reason contains sprintf("tags %v lack %s", [tag_names, "approved"]) if not "approved" in tag_names

reason contains t.name if {
	some t in input.v0.package.tags
	not t.is_immutable
	t.source == "MANUAL"
}
