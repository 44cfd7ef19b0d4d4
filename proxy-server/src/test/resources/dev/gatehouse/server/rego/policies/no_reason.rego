package cloudsmith

match := input.v0.package.num_files == 1
