package dev.gatehouse.server.rego;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What we ask of a policy beyond what OPA does. Thread-safe. */
final class RegoCheck {
    private static final Set<String> NEVER =
            Set.of("http.send", "net.lookup_ip_addr", "opa.runtime");

    /** OPA still compiles them where {@code rego.v1} is not asked for. */
    private static final Set<String> DEPRECATED =
            Set.of(
                    "all",
                    "any",
                    "cast_array",
                    "cast_boolean",
                    "cast_null",
                    "cast_object",
                    "cast_set",
                    "cast_string",
                    "net.cidr_overlap",
                    "re_match",
                    "set_diff");

    private final InputSchema schema;

    RegoCheck(InputSchema schema) {
        this.schema = schema;
    }

    List<RegoFinding> findings(RegoSource source) {
        Set<RegoFinding> findings = new LinkedHashSet<>();
        if (!source.name().equals(RegoModule.PACKAGE)) {
            findings.add(
                    RegoFinding.error(
                            "wrong_package",
                            "the package is '%s'; expected 'package cloudsmith'"
                                    .formatted(source.name())));
        }
        if (!source.rules().contains(RegoModule.MATCH)) {
            findings.add(
                    RegoFinding.error("no_match", "there is no rule 'match': nothing would match"));
        }
        source.references().forEach(r -> reference(r, source, findings));
        return new ArrayList<>(findings);
    }

    private void reference(
            RegoSource.Reference reference, RegoSource source, Set<RegoFinding> findings) {
        String name = reference.dotted();
        if (NEVER.contains(name)) {
            findings.add(RegoFinding.error("not_offered", notOffered(name), reference.line()));
        }
        if (DEPRECATED.contains(name) && !source.rules().contains(name)) {
            findings.add(
                    RegoFinding.warning("deprecated", name + " is deprecated", reference.line()));
        }
        if (reference.isOfInput()) {
            schema.unknown(reference.parts().subList(1, reference.parts().size()))
                    .ifPresent(path -> findings.add(unknown(path, reference.line())));
        }
    }

    static String notOffered(String name) {
        return name + " is not offered to policies here";
    }

    private static RegoFinding unknown(String path, int line) {
        return RegoFinding.warning(
                "unknown_field", path + " is never there: what reads it is undefined", line);
    }
}
