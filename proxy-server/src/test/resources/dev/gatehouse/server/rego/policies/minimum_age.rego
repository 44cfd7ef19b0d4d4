package cloudsmith

match if published > time.add_date(time.now_ns(), 0, 0, -7)

published := time.parse_rfc3339_ns(input.v0.package.upstream_metadata.published_at)

days := floor((time.now_ns() - published) / 86400000000000)

reason contains sprintf("published %d days ago, on a %s, %v", [days, time.weekday(published), time.date([published, "Europe/Berlin"])]) if match

unknown if not published
