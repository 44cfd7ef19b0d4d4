package cloudsmith

blocked := {"npm": {"evil-pkg", "left-pad"}, "python": {"dummy_unsigned"}}

match if input.v0.package.name in blocked[input.v0.package.format]

reason := {"blocked": true, sprintf("%s is on the list", [input.v0.package.name]): true} if match
