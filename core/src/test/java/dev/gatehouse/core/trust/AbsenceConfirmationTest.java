package dev.gatehouse.core.trust;

import static dev.gatehouse.core.trust.PresenceMemory.Effect.NONE;
import static dev.gatehouse.core.trust.PresenceMemory.Effect.PRESENT_BEGAN;
import static dev.gatehouse.core.trust.PresenceMemory.Effect.PRESENT_ENDED;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** "Presence, exactly": how a PRESENT ends, and what a jumping clock may do to it. */
class AbsenceConfirmationTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void absenceEndsAPresenceAfterTheConfirmationTime() {
        var watch = Watch.byDefault().present().absentAfterHours(1, 8, 8);

        var early = watch.after(HOUR.multipliedBy(8).minus(MILLI)).effect(false);
        var late = watch.after(MILLI).effect(false);

        assertThat(early).isEqualTo(NONE);
        assertThat(late).isEqualTo(PRESENT_ENDED);
        assertThat(watch.says()).isEqualTo("PRESENT SOON");
        assertThat(watch.absent().says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aPresenceBeginsOnceAndAgainAfterItsEnd() {
        var watch = Watch.byDefault();

        assertThat(watch.effect(true)).isEqualTo(PRESENT_BEGAN);
        assertThat(watch.present().effect(true)).isEqualTo(NONE);
        assertThat(watch.absentAfterHours(1).effect(true)).isEqualTo(NONE);
        assertThat(watch.absentAfterHours(8, 8, 8).effect(true)).isEqualTo(PRESENT_BEGAN);
    }

    @Test
    void anAbsenceWithoutAPresenceHasNoEffect() {
        var watch = Watch.byDefault().absentAfterHours(8, 8, 8, 8);

        assertThat(watch.effect(false)).isEqualTo(NONE);
    }

    @Test
    void aPresenceStandsWhileItsAbsenceIsNotConfirmed() {
        var watch = Watch.byDefault().present().absentAfterHours(1);
        var since = watch.now();

        watch.absentAfterHours(1);

        assertThat(watch.says()).isEqualTo("PRESENT NO");
        assertThat(watch.judgement().reason())
                .isEqualTo("it had the name; absent since " + since + ", to be confirmed");
    }

    @Test
    void anUnknownStartsTheCountAnew() {
        var watch = Watch.byDefault().present().absentAfterHours(1, 8, 8).unknown();

        assertThat(watch.absentAfterHours(8, 8, 7).says()).isEqualTo("PRESENT NO");
        assertThat(watch.absentAfterHours(8, 1).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aPresentStartsTheCountAnew() {
        var watch = Watch.byDefault().present().absentAfterHours(1, 8, 8).present();

        assertThat(watch.absentAfterHours(8, 8, 8).says()).isEqualTo("PRESENT NO");
        assertThat(watch.absentAfterHours(8).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aGapOverAThirdStartsTheCountAnew() {
        var watch = Watch.byDefault().present().absentAfterHours(1, 8, 8);

        watch.after(HOUR.multipliedBy(8).plus(MILLI)).absent();

        assertThat(watch.absentAfterHours(8, 8, 7).says()).isEqualTo("PRESENT NO");
        assertThat(watch.absentAfterHours(1).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aRestartStartsTheCountAnew() {
        var watch = Watch.byDefault().present().absentAfterHours(1, 8, 8).restart();

        assertThat(watch.absentAfterHours(8, 8, 8).says()).isEqualTo("PRESENT NO");
        assertThat(watch.absentAfterHours(8).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aFlappingSourceOpensNoWindow() {
        var watch = Watch.byDefault().present();
        for (var i = 0; i < 5000; i++) {
            watch.after(Duration.ofMillis(100)).absent();
            assertThat(watch.judgement().presence().name()).isEqualTo("PRESENT");
            watch.after(Duration.ofMinutes(20)).present();
        }
    }

    @Test
    void theGateAsksByItselfEverySixthOfTheTime() {
        var watch = Watch.byDefault().present().absentAfterHours(1);

        assertThat(watch.nextQuestionIn()).contains(HOUR.multipliedBy(4));
        assertThat(watch.after(HOUR.multipliedBy(4).minus(MILLI)).isAsking()).isFalse();
        assertThat(watch.after(MILLI).isAsking()).isTrue();
        assertThat(watch.absent().isAsking()).isFalse();
        assertThat(watch.nextQuestionIn()).contains(HOUR.multipliedBy(4));
    }

    @Test
    void theGateGoesOnAskingAfterAnUnknown() {
        var watch = Watch.byDefault().present().absentAfterHours(1).after(HOUR).unknown();

        assertThat(watch.nextQuestionIn()).contains(HOUR.multipliedBy(4));
    }

    @Test
    void thereIsNothingToAskWithoutAnAbsenceAfterAPresence() {
        assertThat(Watch.byDefault().nextQuestionIn()).isEmpty();
        assertThat(Watch.byDefault().absent().nextQuestionIn()).isEmpty();
        assertThat(Watch.byDefault().present().nextQuestionIn()).isEmpty();
        assertThat(Watch.byDefault().present().unknown().nextQuestionIn()).isEmpty();
        assertThat(Watch.byDefault().absent().present().unknown().nextQuestionIn()).isEmpty();
        assertThat(Watch.byDefault().present().absentAfterHours(0, 8, 8, 8).nextQuestionIn())
                .isEmpty();
    }

    @Test
    void aClockThatJumpsTakesNoPresenceAway() {
        assertThat(Watch.byDefault().present().after(MONTH).absent().says())
                .isEqualTo("PRESENT NO");
        assertThat(Watch.byDefault().present().after(MONTH.negated()).absent().says())
                .isEqualTo("PRESENT NO");
        assertThat(
                        Watch.byDefault()
                                .present()
                                .absentAfterHours(1, 8, 8)
                                .after(MONTH)
                                .absent()
                                .after(MONTH.negated())
                                .absentAfterHours(8)
                                .says())
                .isEqualTo("PRESENT NO");
    }

    @Test
    void aClockThatGoesBackStartsTheCountAnew() {
        var watch = Watch.byDefault().present().absentAfterHours(1, 8, 8);

        watch.after(MILLI.negated()).absent();

        assertThat(watch.absentAfterHours(8, 8, 7).says()).isEqualTo("PRESENT NO");
        assertThat(watch.absentAfterHours(1).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aCountDoesNotCrossTheTimeAtWhichTheNameWasSeen() {
        var watch = Watch.byDefault().present().after(HOUR.multipliedBy(-6)).absent();

        assertThat(watch.absentAfterHours(6, 8, 8, 7).says()).isEqualTo("PRESENT NO");
        assertThat(watch.absentAfterHours(1).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void aPresenceFromAWrongClockCanStillEnd() {
        var watch = Watch.byDefault().present().after(MONTH.negated());

        assertThat(watch.absentAfterHours(0, 8, 8, 8).says()).isEqualTo("ABSENT NO");
    }

    @Test
    void anAbsenceRightAfterThePresenceCounts() {
        assertThat(Watch.byDefault().present().absentAfterHours(0, 8, 8, 8).says())
                .isEqualTo("ABSENT NO");
    }

    @Test
    void anObservationInTheFutureIsNotUsed() {
        var absent = Watch.byDefault().absent().after(MILLI.negated());
        var unknown = Watch.byDefault().unknown().after(MILLI.negated());
        var stored = Watch.withLastKnown().absent().restart().after(MILLI.negated());

        assertThat(absent.says()).isEqualTo("UNKNOWN NOW");
        assertThat(unknown.says()).isEqualTo("UNKNOWN NOW");
        assertThat(stored.says()).isEqualTo("UNKNOWN NOW");
    }

    @Test
    void aClockThatGoesBackAsksAtOnceToConfirmAnAbsence() {
        var watch = Watch.byDefault().present().absentAfterHours(1).after(MONTH.negated());

        assertThat(watch.nextQuestionIn()).contains(Duration.ZERO);
        assertThat(watch.says()).isEqualTo("PRESENT SOON");
    }
}
