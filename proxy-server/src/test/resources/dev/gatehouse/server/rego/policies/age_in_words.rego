package cloudsmith

match if {
	d := time.diff(time.now_ns(), time.parse_ns("RFC3339", input.v0.package.upstream_metadata.published_at))
	d[0] == 0
	d[1] < 2
}

reason := sprintf("%v old at %v", [time.diff(time.now_ns(), time.parse_ns("2006-01-02T15:04:05Z07:00", input.v0.package.upstream_metadata.published_at)), time.clock([time.now_ns(), "America/New_York"])])
