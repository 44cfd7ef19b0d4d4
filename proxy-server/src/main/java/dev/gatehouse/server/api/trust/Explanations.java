package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.proxy.Canaries;
import dev.gatehouse.core.proxy.Explanation;
import dev.gatehouse.core.proxy.Explanation.ExplainedVersion;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourceFacts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The shape of an explanation in JSON; scripts rely on it. Pure. */
final class Explanations {
    private Explanations() {}

    static Map<String, Object> shape(
            Mount<?, ?> mount, Explanation explanation, Canaries canaries) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("format", explanation.name().format().value());
        shape.put("package", explanation.name().value());
        shape.put("repository", explanation.repository());
        shape.put("enforcement", word(explanation.enforcement()));
        shape.put(
                "when_trusted_unreachable",
                mount.settings().lastKnown() ? "last-known" : "fail-closed");
        shape.put("decision", explanation.ruling().isDecided() ? "decided" : "undecided");
        shape.put(
                "sources",
                explanation.ruling().sources().stream()
                        .map(s -> source(s, canary(mount, s, canaries)))
                        .toList());
        shape.put("versions", explanation.versions().stream().map(Explanations::version).toList());
        return shape;
    }

    private static String word(Enforcement enforcement) {
        return switch (enforcement) {
            case ENFORCE -> "enforce";
            case MONITOR -> "monitor";
        };
    }

    private static Optional<Map<String, @Nullable Object>> canary(
            Mount<?, ?> mount, RuledSource ruled, Canaries canaries) {
        return mount.settings()
                .upstream(ruled.source().id())
                .flatMap(upstream -> canaries.status(mount, upstream))
                .map(Explanations::canary);
    }

    /** What is known of a canary: {@code there}, {@code missing} or {@code not-asked}. */
    static Map<String, @Nullable Object> canary(Canaries.Status status) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("canary", status.canary().value());
        shape.put(
                "state",
                status.trouble().isPresent()
                        ? "missing"
                        : status.at().isPresent() ? "there" : "not-asked");
        shape.put("reason", status.trouble().orElse(""));
        shape.put("asked_at", status.at().map(Instant::toString).orElse(null));
        return shape;
    }

    private static Map<String, @Nullable Object> source(
            RuledSource ruled, Optional<Map<String, @Nullable Object>> canary) {
        SourceFacts facts = ruled.facts();
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("name", ruled.source().name());
        shape.put("kind", ruled.source().isLocal() ? "local" : "upstream");
        shape.put("trust", ruled.source().isTrusted() ? "trusted" : "untrusted");
        shape.put("presence", facts.presence().name());
        shape.put("presence_reason", facts.reason());
        shape.put("observed_at", facts.observedAt().map(Instant::toString).orElse(null));
        shape.put("provenance", facts.provenance().map(Explanations::provenance).orElse(null));
        shape.put("canary", canary.orElse(null));
        shape.put("ruling", ruled.ruling().name());
        shape.put("rule", ruled.rule());
        return shape;
    }

    /** What is told of a record beside the names in it. */
    static Map<String, Object> provenance(Provenance provenance) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("first_at", provenance.firstAt().toString());
        shape.put("last_at", provenance.lastAt().toString());
        shape.put("first_file", provenance.firstFile().toString());
        shape.put("by", provenance.by());
        return shape;
    }

    private static Map<String, Object> version(ExplainedVersion version) {
        return new LinkedHashMap<>(
                Map.of(
                        "version", version.version().value(),
                        "owner", version.owner(),
                        "state", version.state().name(),
                        "reason", version.reason()));
    }
}
