package dev.gatehouse.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinScore;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinSeverity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** The rules that go by advisories, as people write them. */
class AdvisoryRuleFilesTest {
    private final JsonMapper json = new JsonMapper();
    private final Problems problems = new Problems();

    private Optional<PolicyDraft> read(String rule) {
        String policy = "{\"name\": \"p\", \"rule\": %s}".formatted(rule);
        return new PolicyReader(TestNames.all())
                .read(JsonNodes.block(json.readTree(policy)), problems);
    }

    private PolicyRule rule(String rule) {
        Optional<PolicyDraft> draft = read(rule);
        assertThat(problems.all()).isEmpty();
        return draft.orElseThrow().rule();
    }

    @Test
    void withoutAnyFieldEverythingMatches() {
        assertThat(rule("{\"type\": \"vulnerability\"}"))
                .isEqualTo(new PolicyRule.Vulnerability(Optional.empty(), Set.of(), false, false));
        assertThat(rule("{\"type\": \"malware\"}")).isEqualTo(new PolicyRule.Malware(Set.of()));
    }

    @Test
    void everyFieldIsRead() {
        assertThat(
                        rule(
                                """
                                {"type": "vulnerability", "severity": "moderate", "only_fixed": true,
                                 "ignore": ["CVE-2030-1"], "unknown": "pass"}
                                """))
                .isEqualTo(
                        new PolicyRule.Vulnerability(
                                Optional.of(new MinSeverity(Severity.MEDIUM)),
                                Set.of("CVE-2030-1"),
                                true,
                                true));
    }

    @ParameterizedTest
    @CsvSource({"7, 7.0", "7.5, 7.5", "10, 10.0", "0, 0.0"})
    void aScoreHasOneDecimal(String written, BigDecimal score) {
        assertThat(rule("{\"type\": \"vulnerability\", \"min_score\": " + written + "}"))
                .isEqualTo(
                        new PolicyRule.Vulnerability(
                                Optional.of(new MinScore(score)), Set.of(), false, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"vulnerability\", \"min_score\": 11}",
                "{\"type\": \"vulnerability\", \"min_score\": 7.55}",
                "{\"type\": \"vulnerability\", \"min_score\": \"high\"}",
                "{\"type\": \"vulnerability\", \"severity\": \"bad\"}",
                "{\"type\": \"vulnerability\", \"severity\": \"none\"}",
                "{\"type\": \"vulnerability\", \"severity\": \"high\", \"min_score\": 7}",
                "{\"type\": \"vulnerability\", \"ignore\": [\" \"]}",
                "{\"type\": \"vulnerability\", \"only_fixed\": \"maybe\"}",
                "{\"type\": \"vulnerability\", \"unknown\": \"maybe\"}",
                "{\"type\": \"malware\", \"severity\": \"high\"}",
                "{\"type\": \"malware\", \"ignore\": \"MAL-1\"}",
            })
    void whatIsWrongIsTold(String rule) {
        assertThat(read(rule)).isEmpty();
        assertThat(problems.hasErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"vulnerability\", \"min_score\": 7.0, \"ignore\": [\"A\", \"B\"]}",
                "{\"type\": \"vulnerability\", \"severity\": \"high\", \"only_fixed\": true}",
                "{\"type\": \"malware\", \"ignore\": [\"MAL-1\"]}",
            })
    void whatIsShownReadsAsTheSame(String rule) {
        PolicyDraft draft = read(rule).orElseThrow();

        assertThat(
                        new PolicyReader(TestNames.all())
                                .read(
                                        JsonNodes.block(
                                                json.readTree(
                                                        json.writeValueAsString(
                                                                PolicyShape.of(draft)))),
                                        problems))
                .contains(draft);
        assertThat(problems.all()).isEmpty();
    }
}
