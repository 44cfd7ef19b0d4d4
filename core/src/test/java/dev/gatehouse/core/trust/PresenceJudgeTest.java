package dev.gatehouse.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** "Presence, exactly": how long what was observed may be used. */
class PresenceJudgeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    @Test
    void whatWasNeverAskedIsUnknownAndHasToBeAsked() {
        var watch = Watch.byDefault();

        assertThat(watch.says()).isEqualTo("UNKNOWN NOW");
        assertThat(watch.judgement().reason()).isEqualTo("it was not asked yet");
        assertThat(watch.judgement().validUntil()).isEqualTo(watch.now());
        assertThat(watch.judgement().observedAt()).isEmpty();
        assertThat(watch.lastAsked()).isEmpty();
    }

    @Test
    void absentIsReusedForItsTtl() {
        var watch = Watch.byDefault().absent();
        var seen = watch.now();

        assertThat(watch.says()).isEqualTo("ABSENT NO");
        assertThat(watch.judgement().validUntil()).isEqualTo(seen.plus(MINUTE.multipliedBy(5)));
        assertThat(watch.judgement().observedAt()).contains(seen);
        assertThat(watch.judgement().reason())
                .isEqualTo("it answered that it does not have the name");
        assertThat(watch.after(MINUTE.multipliedBy(5)).isAsking()).isTrue();
        assertThat(watch.after(MILLI).says()).isEqualTo("UNKNOWN NOW");
        assertThat(watch.judgement().reason()).isEqualTo("its answer is too old");
        assertThat(watch.judgement().observedAt()).contains(seen);
        assertThat(watch.judgement().validUntil()).isEqualTo(watch.now());
    }

    @Test
    void absentIsRenewedAtFourFifthsOfItsTtl() {
        var watch = Watch.byDefault().absent();

        assertThat(watch.after(MINUTE.multipliedBy(4).minus(MILLI)).says()).isEqualTo("ABSENT NO");
        assertThat(watch.after(MILLI).says()).isEqualTo("ABSENT SOON");
        assertThat(watch.after(MINUTE.minus(MILLI)).says()).isEqualTo("ABSENT SOON");
        assertThat(watch.after(MILLI).says()).isEqualTo("ABSENT NOW");
    }

    @Test
    void withATtlOfZeroAbsentAnswersOnlyTheQuestionItself() {
        var watch = Watch.withTtl(Duration.ZERO).absent();

        assertThat(watch.says()).isEqualTo("ABSENT NOW");
        assertThat(watch.after(MILLI).says()).isEqualTo("UNKNOWN NOW");
    }

    @Test
    void unknownIsRememberedForFiveSeconds() {
        var watch = Watch.byDefault().unknown();
        var seen = watch.now();

        assertThat(watch.says()).isEqualTo("UNKNOWN NO");
        assertThat(watch.judgement().reason()).isEqualTo("time-out");
        assertThat(watch.judgement().observedAt()).contains(seen);
        assertThat(watch.judgement().validUntil()).isEqualTo(seen.plusSeconds(5));
        assertThat(watch.after(Duration.ofMillis(4999)).says()).isEqualTo("UNKNOWN NO");
        assertThat(watch.after(MILLI).says()).isEqualTo("UNKNOWN NOW");
        assertThat(watch.judgement().validUntil()).isEqualTo(watch.now());
    }

    @Test
    void unknownIsNeverRememberedLongerThanTheTtlOfAbsent() {
        var watch = Watch.withTtl(Duration.ofSeconds(2)).unknown();

        assertThat(watch.after(Duration.ofMillis(1999)).says()).isEqualTo("UNKNOWN NO");
        assertThat(watch.after(MILLI).says()).isEqualTo("UNKNOWN NOW");
        assertThat(Watch.withTtl(Duration.ZERO).unknown().says()).isEqualTo("UNKNOWN NOW");
    }

    @Test
    void unknownEndsAnAbsenceThatWasStillInUse() {
        var watch = Watch.byDefault().absent().after(MINUTE.multipliedBy(4)).unknown();

        assertThat(watch.says()).isEqualTo("UNKNOWN NO");
    }

    @Test
    void presentHoldsWhileTheUpstreamIsUnknown() {
        var watch = Watch.byDefault().present();
        var seen = watch.now();
        watch.after(Duration.ofDays(400)).unknown();

        assertThat(watch.says()).isEqualTo("PRESENT NO");
        assertThat(watch.judgement().reason()).isEqualTo("it had the name; now: time-out");
        assertThat(watch.judgement().observedAt()).contains(seen);
        assertThat(watch.judgement().validUntil()).isEqualTo(Instant.MAX);
    }

    @Test
    void presentIsKnownWithoutAskingAgainAndSurvivesARestart() {
        var watch = Watch.byDefault().present();

        assertThat(watch.says()).isEqualTo("PRESENT NO");
        assertThat(watch.judgement().reason()).isEqualTo("it has the name");
        assertThat(watch.restart().after(Duration.ofDays(400)).says()).isEqualTo("PRESENT NO");
    }

    @Test
    void absentAndUnknownDoNotSurviveARestart() {
        assertThat(Watch.byDefault().absent().restart().says()).isEqualTo("UNKNOWN NOW");
        assertThat(Watch.byDefault().unknown().restart().says()).isEqualTo("UNKNOWN NOW");
    }

    @Test
    void aStoredAbsenceDecidesForASilentSourceUpToItsLimitIfSoConfigured() {
        var watch = Watch.withLastKnown().absent();
        var seen = watch.now();
        watch.after(Duration.ofHours(24).minusSeconds(2)).unknown();

        assertThat(watch.says()).isEqualTo("ABSENT! NO");
        assertThat(watch.judgement().observedAt()).contains(seen);
        assertThat(watch.judgement().validUntil()).isEqualTo(seen.plus(Duration.ofHours(24)));
        assertThat(watch.judgement().reason())
                .isEqualTo("last known: it did not have the name at " + seen + "; now: time-out");
        assertThat(watch.after(Duration.ofSeconds(2)).says()).isEqualTo("ABSENT! NO");
        assertThat(watch.after(MILLI).says()).isEqualTo("UNKNOWN NO");
    }

    @Test
    void aStoredAbsenceIsAskedAboutWhenTheSilenceIsOld() {
        var watch = Watch.withLastKnown().absent().after(MINUTE).unknown();

        assertThat(watch.judgement().validUntil()).isEqualTo(watch.now().plusSeconds(5));
        assertThat(watch.after(Duration.ofSeconds(5)).says()).isEqualTo("ABSENT! NOW");
    }

    @Test
    void aStoredAbsenceSurvivesARestart() {
        var watch = Watch.withLastKnown().absent().restart();

        assertThat(watch.says()).isEqualTo("ABSENT! NOW");
        assertThat(watch.unknown().says()).isEqualTo("ABSENT! NO");
    }

    @Test
    void aFreshAbsenceIsNotMarkedAsLastKnown() {
        assertThat(Watch.withLastKnown().absent().says()).isEqualTo("ABSENT NO");
    }

    @Test
    void withoutLastKnownASilentSourceIsUnknown() {
        assertThat(Watch.byDefault().absent().after(MILLI).unknown().says())
                .isEqualTo("UNKNOWN NO");
    }

    @Test
    void aStoredAbsenceDoesNotOutliveAPresence() {
        var watch = Watch.withLastKnown().absent().present().unknown();

        assertThat(watch.says()).isEqualTo("PRESENT NO");
    }

    @Test
    void theLastQuestionIsKnownWhateverCameOfIt() {
        var watch = Watch.byDefault();

        assertThat(watch.present().lastAsked()).contains(watch.now());
        assertThat(watch.after(MINUTE).absent().lastAsked()).contains(watch.now());
        assertThat(watch.after(MINUTE).unknown().lastAsked()).contains(watch.now());
    }
}
