package dev.gatehouse.core.policy;

import static dev.gatehouse.core.advisory.Numbers.advisory;
import static dev.gatehouse.core.advisory.Numbers.version;
import static dev.gatehouse.core.policy.Sample.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.core.advisory.Finding;
import dev.gatehouse.core.advisory.Numbers;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.policy.PolicyRule.Malware;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinScore;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinSeverity;
import dev.gatehouse.core.policy.PolicyRule.Vulnerability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the rules that go by advisories match, and what they do where nothing is known. */
class AdvisoryRulesTest {
    private static final Vulnerability ANY =
            new Vulnerability(Optional.empty(), Set.of(), false, false);

    private static Vulnerability from(PolicyRule.Threshold least) {
        return new Vulnerability(Optional.of(least), Set.of(), false, false);
    }

    private static Finding finding(String id, String score, String word) {
        return new Finding(
                advisory(
                        id,
                        Optional.of(score).filter(s -> !s.isEmpty()),
                        Severity.named(word),
                        false,
                        "introduced 0, fixed 2"),
                Optional.of(version("2")));
    }

    private static Finding unfixed(String id) {
        return new Finding(advisory(id, "introduced 0"), Optional.empty());
    }

    private static Finding malware(String id) {
        return new Finding(
                advisory(id, Optional.empty(), Optional.empty(), true, "introduced 0"),
                Optional.empty());
    }

    private static Optional<String> why(Vulnerability rule, Finding... findings) {
        return AdvisoryRules.objection(rule, Arrays.asList(findings));
    }

    @Test
    void anyAdvisoryMatchesAndTheReasonSaysHowBadAndWhatIsFreeOfIt() {
        assertThat(why(ANY, finding("GHSA-a", "9.8", "")))
                .contains("is vulnerable: GHSA-a (critical 9.8, fixed in 2)");
        assertThat(why(ANY, finding("GHSA-a", "", "high")))
                .contains("is vulnerable: GHSA-a (high, fixed in 2)");
        assertThat(why(ANY, unfixed("GHSA-b"))).contains("is vulnerable: GHSA-b (no fix is known)");
        assertThat(why(ANY)).isEmpty();
    }

    @Test
    void theReasonNamesThreeAndCountsTheRest() {
        assertThat(why(ANY, unfixed("A"), unfixed("B"), unfixed("C"), unfixed("D"), unfixed("E")))
                .hasValueSatisfying(text -> assertThat(text).endsWith(") and 2 more"));
        assertThat(why(ANY, unfixed("A"), unfixed("B"), unfixed("C")))
                .hasValueSatisfying(text -> assertThat(text).doesNotContain("more"));
    }

    @ParameterizedTest
    @CsvSource({
        "7.0, 6.9, '', false",
        "7.0, 7.0, '', true",
        "7.0, '', high, true",
        "8.9, '', high, true",
        "9.0, '', high, false",
        "7.0, 5.0, critical, true",
        "7.0, 5.0, low, false",
        "0.0, 0.0, '', true",
        "7.0, '', '', true",
    })
    void aScoreIsReachedOrAWordThatMayMeanIt(
            BigDecimal least, String score, String word, boolean matches) {
        assertThat(why(from(new MinScore(least)), finding("GHSA-a", score, word)).isPresent())
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH, 6.9, '', false",
        "HIGH, 7.0, '', true",
        "HIGH, '', critical, true",
        "HIGH, '', moderate, false",
        "HIGH, '', '', true",
    })
    void aWordIsReached(Severity least, String score, String word, boolean matches) {
        assertThat(why(from(new MinSeverity(least)), finding("GHSA-a", score, word)).isPresent())
                .isEqualTo(matches);
    }

    @Test
    void whatNobodySaysTheBadnessOfPassesOnlyIfItIsSaid() {
        var lenient =
                new Vulnerability(
                        Optional.of(new MinSeverity(Severity.HIGH)), Set.of(), false, true);

        assertThat(why(lenient, finding("GHSA-a", "", ""))).isEmpty();
        assertThat(why(lenient, finding("GHSA-a", "7.5", ""))).isPresent();
    }

    @Test
    void ignoredOnesDoNotCountByWhateverName() {
        var ignoring = new Vulnerability(Optional.empty(), Set.of("cve-2030-1"), false, false);

        assertThat(why(ignoring, unfixed("GHSA-a"))).isEmpty();
        assertThat(AdvisoryRules.objection(new Malware(Set.of("MAL-1")), List.of(malware("MAL-1"))))
                .isEmpty();
    }

    @Test
    void thoseWithoutAFixDoNotCountIfItIsSaid() {
        var fixed = new Vulnerability(Optional.empty(), Set.of(), true, false);

        assertThat(why(fixed, unfixed("GHSA-a"))).isEmpty();
        assertThat(why(fixed, finding("GHSA-a", "1.0", ""))).isPresent();
    }

    @Test
    void malwareIsWhatIsSaidToBeMalicious() {
        assertThat(
                        AdvisoryRules.objection(
                                new Malware(Set.of()),
                                List.of(unfixed("GHSA-a"), malware("MAL-1"))))
                .contains("is malware: MAL-1 (no fix is known)");
        assertThat(AdvisoryRules.objection(new Malware(Set.of()), List.of(unfixed("GHSA-a"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "10.1"})
    void aScoreIsFromZeroToTen(BigDecimal score) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MinScore(score));
    }

    @Test
    void whereAdvisoriesCannotSayAnythingARuleFailsAndNeverPasses() {
        for (PolicyRule.BuiltIn rule : List.of(ANY, new Malware(Set.of()))) {
            assertThat(judge(rule, new Scan.Skipped()))
                    .isEqualTo(
                            new Judgement.Failed(
                                    "no advisories are there; run `gatehouse osv import`", false));
            assertThat(judge(rule, new Scan.Failed("the disk is gone")))
                    .isEqualTo(
                            new Judgement.Failed(
                                    "the advisories cannot be read: the disk is gone", false));
            assertThat(BuiltInRules.objection(rule, scanned(new Scan.Skipped()), NOON)).isPresent();
        }
    }

    @Test
    void otherRulesDoNotNeedThem() {
        assertThat(judge(new PolicyRule.RequireSigned(), new Scan.Failed("x")))
                .isInstanceOf(Judgement.Matched.class);
    }

    @Test
    void aRuleIsJudgedByWhatWasFound() {
        Scan found =
                Scan.of(
                        List.of(advisory("GHSA-a", "introduced 0, fixed 2")),
                        version("1"),
                        Numbers.ORDER);

        assertThat(judge(ANY, found))
                .isEqualTo(
                        new Judgement.Matched(
                                List.of("is vulnerable: GHSA-a (fixed in 2)"), "1 reasons"));
        assertThat(judge(new Malware(Set.of()), found))
                .isEqualTo(new Judgement.Passed("0 reasons"));
    }

    private static Judgement judge(PolicyRule.BuiltIn rule, Scan scan) {
        return BuiltInRules.judge(
                rule, scanned(scan), NOON, reasons -> reasons.size() + " reasons");
    }

    private static Subject scanned(Scan scan) {
        return Sample.scanned(Sample.subject(), scan);
    }

    @Test
    void bothRulesHaveTheWordsByWhichPeopleWriteThem() {
        assertThat(ANY.word()).isEqualTo("vulnerability");
        assertThat(new Malware(Set.of()).word()).isEqualTo("malware");
    }
}
