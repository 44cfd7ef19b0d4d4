package cloudsmith

default match := false

match if reason

sig := object.get(input.v0.package, "signature", {"status": "unknown"})

reason := {sprintf("%q is %s (%v)", [input.v0.package.name, sig.status, object.get(sig, "reason_code", null)]): true} if {
	sig.status in {"absent", "unverified", "invalid", "unknown"}
}

key := sig.key.id
