package dev.gatehouse.core.advisory;

import static dev.gatehouse.core.advisory.Numbers.ORDER;
import static dev.gatehouse.core.advisory.Numbers.advisory;
import static dev.gatehouse.core.advisory.Numbers.range;
import static dev.gatehouse.core.advisory.Numbers.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which versions an advisory is about, and how bad it is. */
class AdvisoryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "introduced 0|1|true",
                "introduced 0, fixed 2|1.9|true",
                "introduced 0, fixed 2|2|false",
                "introduced 0, last_affected 2|2|true",
                "introduced 0, last_affected 2|2.1|false",
                "introduced 1, fixed 2|0.9|false",
                "introduced 1, fixed 2|1|true",
                "introduced 1, fixed 2, introduced 3|2.5|false",
                "introduced 1, fixed 2, introduced 3|3|true",
                "introduced 3, introduced 1, fixed 2|2.5|false",
                "fixed 2, introduced 0|1|true",
                "fixed 2, introduced 0|3|false",
                "introduced 1, fixed 1|1|false",
                "introduced 1, fixed 1|5|false",
                "introduced 0, fixed 1, introduced 1, fixed 2|1|true",
                "introduced 0, limit 2|1|true",
                "introduced 0, limit 2|2|false",
                "introduced 0, limit *|9|true",
                "introduced 0, limit 2, limit 4|3|true",
                "fixed 2|1|false",
                "last_affected 2|1|false",
                "introduced 5|odd|true",
                "introduced 0, introduced 0|1|true",
            })
    void aRangeIsReadAsOsvSays(String events, String version, boolean affected) {
        assertThat(range(events).includes(version(version), ORDER)).isEqualTo(affected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "introduced 0, fixed 2|< 2",
                "introduced 1, last_affected 2|>= 1, <= 2",
                "introduced 0, limit *|>= 0",
                "introduced 0|>= 0",
                "introduced 1, limit 3|>= 1, < 3",
            })
    void aRangeIsShownAsPeopleWriteIt(String events, String text) {
        assertThat(range(events)).hasToString(text);
    }

    @Test
    void versionsThatAreListedAreAffectedWhateverTheRangesSay() {
        Affected listed =
                new Affected(List.of(range("introduced 1, fixed 2")), Set.of(version("7")));

        assertThat(listed.includes(version("7"), ORDER)).isTrue();
        assertThat(listed.includes(version("1.5"), ORDER)).isTrue();
        assertThat(listed.includes(version("8"), ORDER)).isFalse();
    }

    @Test
    void theFixIsTheFirstLaterVersionThatIsFreeOfIt() {
        Advisory twice =
                advisory("GHSA-a", "introduced 0, fixed 2, introduced 3, fixed 4, fixed 5");

        assertThat(twice.fixFor(version("1"), ORDER)).contains(version("2"));
        assertThat(twice.fixFor(version("3"), ORDER)).contains(version("4"));
        assertThat(twice.fixFor(version("odd"), ORDER)).contains(version("2"));
        assertThat(advisory("GHSA-a", "introduced 0").fixFor(version("1"), ORDER)).isEmpty();
        assertThat(twice.fixes()).containsExactly(version("2"), version("4"), version("5"));
    }

    @Test
    void aFixThatAnotherRangeHoldsIsNone() {
        Advisory both = about(range("introduced 0, fixed 2"), range("introduced 2, fixed 3"));

        assertThat(both.fixFor(version("1"), ORDER)).contains(version("3"));
    }

    private static Advisory about(VersionRange... ranges) {
        return with(new Affected(List.of(ranges), Set.of()));
    }

    private static Advisory with(Affected affected) {
        Advisory some = advisory("GHSA-a", "introduced 0");
        return new Advisory(
                some.id(),
                some.aliases(),
                some.summary(),
                some.publishedAt(),
                List.of(
                        new Score("CVSS_V2", "v", Optional.of(new BigDecimal("5.0"))),
                        new Score("CVSS_V3", "v", Optional.of(new BigDecimal("9.0"))),
                        new Score("Ubuntu", "high", Optional.empty())),
                Optional.of(Severity.LOW),
                false,
                List.of(affected),
                "{}");
    }

    @Test
    void affectedVersionsAreShownAsRangesElseOneByOne() {
        assertThat(about(range("introduced 0, fixed 2"), range("introduced 3")).affectedText())
                .containsExactly("< 2", ">= 3");
        assertThat(
                        with(new Affected(List.of(), Set.<Version>of(version("2"), version("1"))))
                                .affectedText())
                .containsExactly("1", "2");
    }

    @Test
    void theHighestScoreCountsAndTheWorseOfItAndTheWord() {
        Advisory scored = about(range("introduced 0"));

        assertThat(scored.score()).contains(new BigDecimal("9.0"));
        assertThat(scored.severity()).contains(Severity.CRITICAL);
        assertThat(
                        advisory(
                                        "GHSA-a",
                                        Optional.of("4.0"),
                                        Optional.of(Severity.HIGH),
                                        false,
                                        "introduced 0")
                                .severity())
                .contains(Severity.HIGH);
        assertThat(advisory("GHSA-a", "introduced 0").severity()).isEmpty();
    }

    @Test
    void anAdvisoryIsKnownByAllItsNamesInAnyCase() {
        Advisory advisory = advisory("GHSA-a", "introduced 0");

        assertThat(advisory.isCalled("ghsa-A")).isTrue();
        assertThat(advisory.isCalled("cve-2030-1")).isTrue();
        assertThat(advisory.isCalled("CVE-2030-2")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, NONE",
        "0.1, LOW",
        "3.9, LOW",
        "4.0, MEDIUM",
        "6.9, MEDIUM",
        "7.0, HIGH",
        "8.9, HIGH",
        "9.0, CRITICAL",
        "10.0, CRITICAL"
    })
    void aScoreHasTheWordOfCvss(BigDecimal score, Severity word) {
        assertThat(Severity.of(score)).isEqualTo(word);
    }

    @Test
    void aScoreAboveTenIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Severity.of(new BigDecimal("10.1")));
    }

    @Test
    void aSeverityIsNamedInAnyCaseAndByGitHubsWord() {
        assertThat(Severity.named("MODERATE")).contains(Severity.MEDIUM);
        assertThat(Severity.named("Medium")).contains(Severity.MEDIUM);
        assertThat(Severity.named("critical")).contains(Severity.CRITICAL);
        assertThat(Severity.named("bad")).isEmpty();
        assertThat(Severity.HIGH.word()).isEqualTo("high");
    }

    @Test
    void aScanFindsWhatIsAboutTheVersion() {
        List<Advisory> known =
                List.of(
                        advisory("GHSA-a", "introduced 0, fixed 2"),
                        advisory("GHSA-b", "introduced 2"));

        assertThat(Scan.of(known, version("1"), ORDER).findings())
                .containsExactly(new Finding(known.getFirst(), Optional.of(version("2"))));
    }
}
