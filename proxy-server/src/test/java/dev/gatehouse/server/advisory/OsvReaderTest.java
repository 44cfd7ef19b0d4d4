package dev.gatehouse.server.advisory;

import static dev.gatehouse.server.advisory.Osv.fixed;
import static dev.gatehouse.server.advisory.Osv.introduced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;
import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.pypi.PypiFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class OsvReaderTest {
    static final List<Format<?, ?>> FORMATS =
            List.of(new NpmFormat(1), new PypiFormat(1, 451), new MavenFormat(1, 0));

    private final OsvReader reader = new OsvReader(FORMATS);

    private OsvRecord read(String text) throws MalformedRecordException {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map.Entry<PackageName, Advisory> only(String text) throws Exception {
        OsvRecord.Kept kept = (OsvRecord.Kept) read(text);
        assertThat(kept.advisories()).hasSize(1);
        return kept.advisories().entrySet().iterator().next();
    }

    private boolean affects(Map.Entry<PackageName, Advisory> entry, String version) {
        Format<?, ?> format =
                FORMATS.stream()
                        .filter(f -> f.id().equals(entry.getKey().format()))
                        .findFirst()
                        .orElseThrow();
        VersionOrder order = format.ecosystem().orElseThrow().order();
        return entry.getValue().affects(format.version(version), order);
    }

    @Test
    void allThatPoliciesNeedIsRead() throws Exception {
        Advisory advisory =
                only(Osv.record("GHSA-1", "npm", "@acme/ui", introduced("0"), fixed("1.2.0")))
                        .getValue();

        assertThat(advisory.id()).isEqualTo("GHSA-1");
        assertThat(advisory.aliases()).containsExactly("CVE-2030-1");
        assertThat(advisory.publishedAt()).contains(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(advisory.score()).contains(new BigDecimal("9.8"));
        assertThat(advisory.told()).contains(Severity.HIGH);
        assertThat(advisory.malicious()).isFalse();
        assertThat(advisory.fixes()).containsExactly(new Version("1.2.0"));
        assertThat(advisory.json()).contains("\"numerical_score\":9.8");
    }

    @ParameterizedTest
    @CsvSource({
        "npm, left-pad, 1.3.0, 1.3.0-rc.1, true",
        "npm, left-pad, 1.3.0, 1.3.0, false",
        "npm, left-pad, 1.3.0, 1.3.0+build, false",
        "npm, left-pad, 1.10.0, 1.9.0, true",
        "PyPI, Left.Pad, 1.0, 1.0rc1, true",
        "PyPI, Left.Pad, 1.0, 1.0.post1, false",
        "PyPI, Left.Pad, 1!0.1, 9.9, true",
        "PyPI, Left.Pad, 1.0, 1.0.0, false",
        "Maven, org.example:lib, 1.0, 1.0-SNAPSHOT, true",
        "Maven, org.example:lib, 1.0, 1.0-sp1, false",
        "Maven, org.example:lib, 1.10, 1.9, true",
        "'Maven:https://maven.example/', org.example:lib, 2, 1, true",
    })
    void versionsAreInTheOrderOfTheirFormat(
            String ecosystem, String name, String fix, String version, boolean affected)
            throws Exception {
        var entry = only(Osv.record("GHSA-1", ecosystem, name, introduced("0"), fixed(fix)));

        assertThat(affects(entry, version)).isEqualTo(affected);
    }

    @Test
    void namesAreThoseOfTheFormat() throws Exception {
        assertThat(only(Osv.record("X-1", "PyPI", "Left.Pad_x", introduced("0"))).getKey().value())
                .isEqualTo("left-pad-x");
    }

    @Test
    void listedVersionsMayBeSpelledOtherwise() throws Exception {
        var entry = only(listed("PyPI", "left-pad", "\"1.0.RC1\", \"odd version\""));

        assertThat(affects(entry, "1.0rc1")).isTrue();
        assertThat(affects(entry, "1.0")).isFalse();
    }

    private static String listed(String ecosystem, String name, String versions) {
        return """
        {"id": "X-1", "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
          "versions": [%s], "ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}]}
        """
                .formatted(ecosystem, name, versions);
    }

    @Test
    void oneRecordMayBeAboutSeveralPackagesAndPartsOfOne() throws Exception {
        String text =
                """
                {"id": "X-1", "affected": [
                  {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"],
                   "severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P"}]},
                  {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["2.0.0"]},
                  {"package": {"ecosystem": "PyPI", "name": "b"}, "versions": ["1"]},
                  {"package": {"ecosystem": "Go", "name": "c"}, "versions": ["1"]}]}
                """;
        OsvRecord.Kept kept = (OsvRecord.Kept) read(text);

        assertThat(kept.advisories().keySet().stream().map(PackageName::value))
                .containsExactly("a", "b");
        Map.Entry<PackageName, Advisory> first = kept.advisories().entrySet().iterator().next();
        assertThat(affects(first, "1.0.0") && affects(first, "2.0.0")).isTrue();
        assertThat(first.getValue().score()).contains(new BigDecimal("7.5"));
    }

    @Test
    void withdrawnOnesAndThoseOfOtherEcosystemsAreToldApart() throws Exception {
        assertThat(read("{\"id\": \"X-1\", \"withdrawn\": \"2030-01-01T00:00:00Z\"}"))
                .isEqualTo(new OsvRecord.Withdrawn("X-1"));
        assertThat(read(Osv.record("X-1", "Go", "x", introduced("0"))))
                .isEqualTo(new OsvRecord.Elsewhere("X-1"));
        assertThat(read("{\"id\": \"X-1\"}")).isEqualTo(new OsvRecord.Elsewhere("X-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAL-2030-1|{}",
                "X-1|{\"malicious-packages-origins\": [{\"source\": \"x\"}]}",
                "X-1|{\"cwe_ids\": [\"CWE-506\"]}",
                "X-1|{\"cwes\": [{\"cweId\": \"CWE-506\"}]}",
            })
    void malwareIsKnownByItsMarks(String id, String specific) throws Exception {
        String text =
                """
                {"id": "%s", "affected": [{"package": {"ecosystem": "npm", "name": "x"},
                  "versions": ["1.0.0"], "database_specific": %s}]}
                """
                        .formatted(id, specific);

        assertThat(only(text).getValue().malicious()).isTrue();
    }

    @Test
    void anAliasMarksMalwareTooAndOtherWeaknessesDoNot() throws Exception {
        String text =
                """
                {"id": "GHSA-1", "aliases": ["%s"],
                 "database_specific": {"cwe_ids": ["CWE-79"], "malicious-packages-origins": []},
                 "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "versions": ["1.0.0"]}]}
                """;

        assertThat(only(text.formatted("MAL-2030-1")).getValue().malicious()).isTrue();
        assertThat(only(text.formatted("CVE-2030-1")).getValue().malicious()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|expected a JSON object",
                "|expected a JSON object",
                "{|expected JSON; it breaks at",
                "{\"id\": 7}|id: expected a text, found 7",
                "{\"id\": \"a b\"}|id: expected at most 256 letters, found \"a b\"",
                "{\"id\": \"X\", \"affected\": 1}|affected: expected a list, found 1",
                "{\"id\": \"X\", \"affected\": [{\"package\": {\"ecosystem\":"
                        + " \"npm\"}}]}|affected[0].package.name: expected a text, found nothing",
                "{\"id\": \"X\", \"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\": \""
                        + " a\"}}]}|affected[0].package.name: ",
                "{\"id\": \"X\", \"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\":"
                        + " \"a\"}}]}|affected[0].ranges: expected versions here, or in versions",
            })
    void aMalformedRecordIsRefusedWithItsPlace(String text, String problem) {
        assertThatThrownBy(() -> read(Optional.ofNullable(text).orElse("null")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"ODD\"}|type: expected SEMVER, ECOSYSTEM or GIT, found 'ODD'",
                "{\"type\": \"SEMVER\"}|events: expected one that is introduced",
                "{\"type\": \"SEMVER\", \"events\": [{\"fixed\": \"1.0.0\"}]}|events: expected one"
                        + " that is introduced",
                "{\"type\": \"SEMVER\", \"events\": [{\"began\": \"1\"}]}|events: expected"
                        + " introduced, fixed, last_affected or limit, found 'began'",
                "{\"type\": \"SEMVER\", \"events\": [{}]}|events: expected an event, found {}",
                "{\"type\": \"SEMVER\", \"events\": [{\"introduced\": \"one\"}]}|events: expected a"
                        + " version of npm, found 'one'",
                "{\"type\": \"SEMVER\", \"events\": [{\"introduced\": \"\"}]}|events: version of 0"
                        + " characters: expected 1 to 256",
            })
    void aMalformedRangeIsRefusedWithItsPlace(String range, String problem) {
        String text =
                "{\"id\": \"X\", \"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\": \"a\"}, \"ranges\": [%s]}]}"
                        .formatted(range);

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("affected[0].ranges[0]." + problem);
    }

    @Test
    void aTimeThatIsNoneAndTooManyPackagesAreRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        Osv.record("X", "npm", "a", introduced("0"))
                                                .replace("2030-01-01T00:00:00Z", "soon")))
                .hasMessage(
                        "published: expected a time such as 2030-01-31T00:00:00Z, found 'soon'");
        StringBuilder many = new StringBuilder("{\"id\": \"X\", \"affected\": [{}");
        for (int i = 0; i < 1001; i++) {
            many.append(
                    ", {\"package\": {\"ecosystem\": \"npm\", \"name\": \"a%d\"}, \"versions\": [\"1.0.0\"]}"
                            .formatted(i));
        }
        assertThatThrownBy(() -> read(many.append("]}").toString()))
                .hasMessage("affected: expected at most 1000 packages, found 1001");
    }

    @Test
    void scoresOfAllVersionsOfCvssAreComputedAndOthersKept() {
        assertThat(CvssScores.of("AV:N/AC:L/Au:N/C:P/I:P/A:P")).contains(new BigDecimal("7.5"));
        assertThat(CvssScores.of("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:L/A:N"))
                .contains(new BigDecimal("7.2"));
        assertThat(CvssScores.of("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"))
                .contains(new BigDecimal("9.3"));
        assertThat(CvssScores.of("CVSS:3.1/AV:N")).isEmpty();
        assertThat(CvssScores.of("high")).isEmpty();
    }
}
