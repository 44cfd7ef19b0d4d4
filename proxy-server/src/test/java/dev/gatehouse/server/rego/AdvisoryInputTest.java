package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Affected;
import dev.gatehouse.core.advisory.Numbers;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.advisory.Score;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.policy.Sample;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What policies in Rego are shown of advisories. */
class AdvisoryInputTest {
    private final JsonMapper mapper = new JsonMapper();
    private final RegoInput input = new RegoInput();
    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(mapper.readTree(InputSchema.read().text()));

    private JsonNode shown(Scan scan) {
        JsonNode document = mapper.readTree(input.json(Sample.scanned(Sample.subject(), scan)));
        assertThat(schema.validate(document)).isEmpty();
        return document.path("v0");
    }

    private static Scan found() {
        Advisory advisory =
                new Advisory(
                        "GHSA-1",
                        List.of("CVE-2030-1"),
                        "It is bad.",
                        Optional.of(Sample.NOON),
                        List.of(
                                new Score(
                                        "CVSS_V3",
                                        "CVSS:3.1/x",
                                        Optional.of(new BigDecimal("9.0")))),
                        Optional.of(Severity.HIGH),
                        false,
                        List.of(
                                new Affected(
                                        List.of(Numbers.range("introduced 0, fixed 2")), Set.of())),
                        "{\"id\":\"GHSA-1\",\"severity\":[{\"type\":\"CVSS_V3\",\"numerical_score\":9.0}]}");
        return Scan.of(List.of(advisory), Numbers.version("1"), Numbers.ORDER);
    }

    @Test
    void whatWasFoundIsShownInAllItsFormsAndKeepsToTheSchema() {
        JsonNode v0 = shown(found());

        assertThat(v0.at("/package/security_scan_status").asString()).isEqualTo("VULNERABLE");
        assertThat(v0.at("/osv/0/id").asString()).isEqualTo("GHSA-1");
        JsonNode one = v0.at("/vulnerabilities/0");
        assertThat(one.path("identifier").asString()).isEqualTo("CVE-2030-1");
        assertThat(one.path("VulnerabilityID").asString()).isEqualTo("CVE-2030-1");
        assertThat(one.path("severity").asString()).isEqualTo("CRITICAL");
        assertThat(one.path("vulnerable_versions").toString()).isEqualTo("[\"< 2\"]");
        assertThat(one.path("patched_versions").toString()).isEqualTo("[\"2\"]");
        assertThat(one.has("epss")).isFalse();
        JsonNode scanned = v0.at("/security_scan/0/Vulnerabilities/0");
        assertThat(scanned.path("FixedVersion").asString()).isEqualTo("2");
        assertThat(scanned.path("Status").asString()).isEqualTo("fixed");
        assertThat(scanned.at("/CVSS/osv/V3Score").asDouble()).isEqualTo(9.0);
    }

    @Test
    void scoresAreWrittenAsDecimals() {
        String text = input.json(Sample.scanned(Sample.subject(), found()));

        assertThat(text).contains("\"cvss\":9.0", "\"numerical_score\":9.0", "\"V3Score\":9.0");
    }

    @Test
    void whereNothingWasFoundTheListsAreEmptyAndWhereNobodyLookedThereAreNone() {
        JsonNode none = shown(new Scan.Done(List.of()));
        assertThat(none.at("/package/security_scan_status").asString()).isEqualTo("NOT_VULNERABLE");
        assertThat(none.path("osv").isEmpty() && none.path("osv").isArray()).isTrue();

        JsonNode skipped = shown(new Scan.Skipped());
        assertThat(skipped.at("/package/security_scan_status").asString()).isEqualTo("SKIPPED");
        assertThat(skipped.has("osv") || skipped.has("vulnerabilities")).isFalse();

        assertThat(shown(new Scan.Failed("x")).at("/package/security_scan_status").isMissingNode())
                .isTrue();
    }

    @Test
    void anAdvisoryThatSaysLittleIsShownWithThat() {
        Scan little =
                Scan.of(
                        List.of(Numbers.advisory("MAL-1", "introduced 0")),
                        Numbers.version("1"),
                        Numbers.ORDER);

        JsonNode scanned = shown(little).at("/security_scan/0/Vulnerabilities/0");

        assertThat(scanned.path("FixedVersion").asString()).isEmpty();
        assertThat(scanned.path("Status").asString()).isEqualTo("affected");
        assertThat(scanned.has("CVSS") || scanned.has("PublishedDate")).isFalse();
    }
}
