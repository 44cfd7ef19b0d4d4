package cloudsmith

pinned := {"0000000000000000000000000000000000000000000000000000000000000001"}

match if not input.v0.package.checksum_sha256 in pinned

reason := hex.encode(substring(input.v0.package.checksum_sha256, 60, -1))

named := crypto.sha256(input.v0.package.name)
