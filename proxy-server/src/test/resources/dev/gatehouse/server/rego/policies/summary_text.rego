package cloudsmith

match if contains(input.v0.package.summary, "☃")

reason contains sprintf("%s|%q|%+q|%.9s|%40s|%-4s|%x", [s, s, s, s, s, "ab", "☃"]) if s := input.v0.package.summary

parts := strings.split_n(input.v0.package.summary, " ", 2)

n := strings.count(input.v0.package.summary, "u")
