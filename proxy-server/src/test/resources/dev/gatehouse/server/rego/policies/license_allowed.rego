package cloudsmith

allowed := {"MIT", "Apache-2.0", "BSD-3-Clause", "EPL-1.0"}

default match := true

match := false if input.v0.package.license.oss_license.spdx_identifier in allowed

reason := [sprintf("licence %v is not one of %v", [object.get(input.v0.package, ["license", "raw_license"], "none"), allowed])] if match
