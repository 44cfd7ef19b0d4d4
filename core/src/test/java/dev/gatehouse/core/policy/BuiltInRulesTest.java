package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Sample.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class BuiltInRulesTest {
    private static Optional<String> objection(PolicyRule.BuiltIn rule, Subject subject) {
        return BuiltInRules.objection(rule, subject, NOON);
    }

    @Test
    void everyFileThatCountsHasToBeSigned() {
        Subject half =
                Sample.subject(
                        List.of(
                                Sample.file("x.jar", Sample.valid()),
                                Sample.file("x.pom", Sample.absent())),
                        Sample.about("", Optional.empty()));

        assertThat(objection(new PolicyRule.RequireSigned(), half))
                .contains("x.pom is not signed (absent)");
        assertThat(objection(new PolicyRule.RequireSigned(), Sample.subject(Sample.valid())))
                .isEmpty();
    }

    @Test
    void aFileOfWhichNobodyLookedForSignaturesIsNotSigned() {
        assertThat(objection(new PolicyRule.RequireSigned(), Sample.subject())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"6, true", "7, false", "8, false"})
    void aPackageIsOldEnoughFromThatAgeOn(int days, boolean matches) {
        Instant published = NOON.minus(Duration.ofDays(days));
        Subject subject =
                Sample.subject(List.of(Sample.file("x")), Sample.about("", Optional.of(published)));

        assertThat(
                        objection(new PolicyRule.MinimumAge(Duration.ofDays(7), false), subject)
                                .isPresent())
                .isEqualTo(matches);
    }

    @Test
    void anUnknownAgeIsTooYoungUnlessItIsSaidOtherwise() {
        Duration week = Duration.ofDays(7);

        assertThat(objection(new PolicyRule.MinimumAge(week, false), Sample.subject()))
                .contains("its source gives no time of publication");
        assertThat(objection(new PolicyRule.MinimumAge(week, true), Sample.subject())).isEmpty();
    }

    @Test
    void aListOfBlockedPackagesMatchesWhatIsOnIt() {
        assertThat(objection(block("npm:x"), Sample.subject())).contains("is blocked");
        assertThat(objection(block("npm:x:1.0.0"), Sample.subject())).isPresent();
        assertThat(objection(block("npm:x:1.0.1"), Sample.subject())).isEmpty();
        assertThat(objection(block("pypi:x"), Sample.subject())).isEmpty();
    }

    @Test
    void aListOfAllowedPackagesMatchesWhatIsNotOnIt() {
        var allow = new PolicyRule.Allow(List.of(PackagePattern.parse("npm:y*")));

        assertThat(objection(allow, Sample.subject())).isPresent();
        assertThat(
                        objection(
                                new PolicyRule.Allow(List.of(PackagePattern.parse("npm:x"))),
                                Sample.subject()))
                .isEmpty();
    }

    private static PolicyRule.Block block(String pattern) {
        return new PolicyRule.Block(List.of(PackagePattern.parse(pattern)));
    }

    @ParameterizedTest
    @CsvSource({
        "MIT, MIT, '', false, false",
        "mit, MIT, '', false, false",
        "GPL-3.0-only, MIT, '', false, true",
        "GPL-3.0-only, '', GPL-3.0-only, false, true",
        "MIT, '', GPL-3.0-only, false, false",
        "'', MIT, '', false, true",
        "'', MIT, '', true, false",
        "MIT, MIT, MIT, true, true",
    })
    void aLicenceIsAllowedOrDenied(
            String told, String allowed, String denied, boolean unknown, boolean matches) {
        var rule = new PolicyRule.License(set(allowed), set(denied), unknown);
        Subject subject =
                Sample.subject(List.of(Sample.file("x")), Sample.about(told, Optional.empty()));

        assertThat(objection(rule, subject).isPresent()).isEqualTo(matches);
    }

    private static Set<String> set(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "npm", "npm:", ":x", "NPM:x", "npm:a*b", "npm:a**"})
    void aPatternThatSaysNothingIsRefused(String text) {
        assertThatThrownBy(() -> PackagePattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "npm:@acme/*, @acme/ui, true",
        "npm:@acme/*, @acmeevil/ui, false",
        "npm:*, anything, true",
        "npm:left, left-pad, false",
        "npm:left*, left-pad, true",
    })
    void aStarStandsForTheRestOfAName(String pattern, String name, boolean matches) {
        assertThat(
                        PackagePattern.parse(pattern)
                                .matches(
                                        new PackageName(new FormatId("npm"), name),
                                        new Version("1")))
                .isEqualTo(matches);
        assertThat(PackagePattern.parse(pattern)).hasToString(pattern);
    }
}
