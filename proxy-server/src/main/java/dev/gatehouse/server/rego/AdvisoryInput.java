package dev.gatehouse.server.rego;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Finding;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Subject;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * {@code osv}, {@code vulnerabilities}, {@code security_scan} and {@code security_scan_status} of
 * {@code input.v0}. Where nothing is known they are not there. Thread-safe.
 */
final class AdvisoryInput {
    private static final String SOURCE = "osv";

    private final JsonMapper mapper;

    AdvisoryInput(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What a scan came to, in a word. */
    static Optional<String> status(Scan scan) {
        return switch (scan) {
            case Scan.Skipped() -> Optional.of("SKIPPED");
            case Scan.Failed(var _) -> Optional.empty();
            case Scan.Done(var findings) ->
                    Optional.of(findings.isEmpty() ? "NOT_VULNERABLE" : "VULNERABLE");
        };
    }

    /** Puts what was found. */
    void put(ObjectNode v0, Subject subject) {
        if (!(subject.scan() instanceof Scan.Done(var findings))) {
            return;
        }
        ArrayNode osv = v0.putArray("osv");
        ArrayNode vulnerabilities = v0.putArray("vulnerabilities");
        ArrayNode scanned = v0.putArray("security_scan").addObject().putArray("Vulnerabilities");
        for (Finding finding : findings) {
            osv.add(mapper.readTree(finding.advisory().json()));
            put(vulnerabilities.addObject(), finding.advisory());
            putScanned(scanned.addObject(), finding);
        }
    }

    private static void put(ObjectNode node, Advisory advisory) {
        node.put("identifier", name(advisory));
        node.put("VulnerabilityID", name(advisory));
        advisory.severity().ifPresent(s -> node.put("severity", s.name()));
        advisory.publishedAt().ifPresent(at -> node.put("published_date", at.toString()));
        ArrayNode vulnerable = node.putArray("vulnerable_versions");
        advisory.affectedText().forEach(vulnerable::add);
        ArrayNode patched = node.putArray("patched_versions");
        advisory.fixes().forEach(fix -> patched.add(fix.value()));
        node.put("source", SOURCE);
        advisory.score().ifPresent(score -> node.put("cvss", score));
    }

    /** In the words of scanners, which policies written for them read. */
    private static void putScanned(ObjectNode node, Finding finding) {
        Advisory advisory = finding.advisory();
        node.put("VulnerabilityID", name(advisory));
        node.put("FixedVersion", finding.fix().map(Version::value).orElse(""));
        node.put("Status", finding.fix().isPresent() ? "fixed" : "affected");
        advisory.publishedAt().ifPresent(at -> node.put("PublishedDate", at.toString()));
        if (!advisory.summary().isBlank()) {
            node.put("Description", advisory.summary());
        }
        advisory.scores().stream()
                .filter(s -> s.type().equals("CVSS_V3"))
                .flatMap(s -> s.value().stream())
                .findFirst()
                .ifPresent(v3 -> node.putObject("CVSS").putObject(SOURCE).put("V3Score", v3));
    }

    /** The name that most people know it by. */
    private static String name(Advisory advisory) {
        return advisory.aliases().stream()
                .filter(alias -> alias.startsWith("CVE-"))
                .findFirst()
                .orElse(advisory.id());
    }
}
