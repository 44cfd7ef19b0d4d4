package cloudsmith

limit := units.parse_bytes("100KiB")

match if input.v0.package.size > limit

reason contains sprintf("%d bytes, more than %v", [input.v0.package.size, limit]) if match

total := sum([f.size | some f in input.v0.package.files])
