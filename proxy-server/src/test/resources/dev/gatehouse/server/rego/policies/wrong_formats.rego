package cloudsmith

match := true

reason contains sprintf("%d %s %.1f %", [input.v0.package.name, input.v0.package.size, input.v0.package.size])

reason contains sprintf("%s and %s", [input.v0.package.name])

reason contains sprintf("nothing", [input.v0.package.size, 1.5, "x", {1}, null, true])

reason contains sprintf("%t|%z|%[2]v|%[9]d|%*d|%v", [true, 1, input.v0.package.signed, 5, 6])
