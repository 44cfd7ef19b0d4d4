package dev.gatehouse.core.trust;

import static dev.gatehouse.core.model.Presence.ABSENT;
import static dev.gatehouse.core.model.Presence.PRESENT;
import static dev.gatehouse.core.model.Presence.UNKNOWN;
import static dev.gatehouse.core.trust.Sample.NAME;
import static dev.gatehouse.core.trust.Sample.facts;
import static dev.gatehouse.core.trust.Sample.rule;
import static dev.gatehouse.core.trust.Sample.rulings;
import static dev.gatehouse.core.trust.Sample.supplier;
import static dev.gatehouse.core.trust.Sample.trusted;
import static dev.gatehouse.core.trust.Sample.unasked;
import static dev.gatehouse.core.trust.Sample.untrusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;

import org.junit.jupiter.api.Test;

/** "Which sources may speak for a name", sentence by sentence. */
class RuleTest {
    private static final SourceFacts NOT_HERE = facts(Source.LOCAL, ABSENT);
    private static final SourceFacts HERE = facts(Source.LOCAL, PRESENT);

    @Test
    void whatATrustedSourceHasIsClosedToUntrustedUpstreamsWithoutProvenance() {
        var ruling =
                rule(
                        NOT_HERE,
                        facts(trusted("V"), PRESENT),
                        facts(trusted("W"), UNKNOWN),
                        supplier(untrusted("U"), ABSENT),
                        facts(untrusted("P"), PRESENT));

        assertThat(ruling.rule()).isEqualTo(2);
        assertThat(ruling.isDecided()).isTrue();
        assertThat(rulings(ruling))
                .isEqualTo("local PERMITTED, V PERMITTED, W PERMITTED, U PERMITTED, P BLOCKED");
        assertThat(ruling.sources()).extracting(RuledSource::rule).containsOnly(2);
        assertThat(ruling.owners()).extracting(Source::name).containsExactly("V");
    }

    @Test
    void whatNoTrustedSourceHasIsOpenToAll() {
        var ruling = rule(NOT_HERE, facts(trusted("V"), ABSENT), facts(untrusted("P"), UNKNOWN));

        assertThat(ruling.rule()).isEqualTo(3);
        assertThat(ruling.isDecided()).isTrue();
        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, V PERMITTED, P PERMITTED");
        assertThat(ruling.owners()).isEmpty();
        assertThat(ruling.silent()).isEmpty();
    }

    @Test
    void unknownIsNotAbsent() {
        var ruling =
                rule(
                        NOT_HERE,
                        facts(trusted("V"), UNKNOWN),
                        facts(trusted("W"), ABSENT),
                        supplier(untrusted("U"), ABSENT),
                        facts(untrusted("P"), PRESENT));

        assertThat(ruling.rule()).isEqualTo(4);
        assertThat(ruling.isDecided()).isFalse();
        assertThat(rulings(ruling))
                .isEqualTo("local PERMITTED, V PERMITTED, W PERMITTED, U PERMITTED, P WITHHELD");
        assertThat(ruling.silent()).extracting(s -> s.source().name()).containsExactly("V");
    }

    @Test
    void aSilentSourceDoesNotHideThatAnotherHasTheName() {
        var first = rule(NOT_HERE, facts(trusted("V"), UNKNOWN), facts(trusted("W"), PRESENT));
        var last = rule(NOT_HERE, facts(trusted("W"), PRESENT), facts(trusted("V"), UNKNOWN));

        assertThat(first.rule()).isEqualTo(2);
        assertThat(last.rule()).isEqualTo(2);
    }

    @Test
    void anUnreadableLocalStoreIsNotAbsent() {
        var ruling = rule(facts(Source.LOCAL, UNKNOWN), facts(untrusted("P"), PRESENT));

        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, P WITHHELD");
    }

    @Test
    void anUpstreamThatIsNotAskedTakesNoPartInDeciding() {
        var ruling = rule(NOT_HERE, facts(unasked("V"), UNKNOWN), facts(untrusted("P"), ABSENT));

        assertThat(ruling.rule()).isEqualTo(3);
        assertThat(ruling.silent()).isEmpty();
    }

    @Test
    void whatAnUpstreamThatIsNotAskedWasSeenToHaveStaysPresent() {
        var ruling = rule(NOT_HERE, facts(unasked("V"), PRESENT), facts(untrusted("P"), ABSENT));

        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, V PERMITTED, P BLOCKED");
    }

    @Test
    void theWordOfAnUntrustedSourceDecidesNothing() {
        var ruling = rule(NOT_HERE, facts(untrusted("U"), PRESENT), facts(untrusted("P"), UNKNOWN));

        assertThat(ruling.rule()).isEqualTo(3);
        assertThat(ruling.owners()).isEmpty();
        assertThat(ruling.silent()).isEmpty();
    }

    @Test
    void provenanceOfOneUpstreamSaysNothingForAnother() {
        var ofAnother = Sample.provenance(NAME, new SourceId("U"));

        var ruling = rule(HERE, supplier(untrusted("P"), ABSENT, ofAnother));

        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, P BLOCKED");
    }

    @Test
    void provenanceOfOneNameSaysNothingForAnother() {
        var ofAnother = Sample.provenance(Sample.name("cloudsmith-web"), new SourceId("P"));

        var ruling = rule(HERE, supplier(untrusted("P"), ABSENT, ofAnother));

        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, P BLOCKED");
    }

    @Test
    void provenanceOutlivesARenameAndAChangeOfTrust() {
        var renamed = new Source(new SourceId("P"), "public", Trust.UNTRUSTED, true);

        var ruling = rule(HERE, supplier(renamed, ABSENT));

        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, public PERMITTED");
    }

    @Test
    void aNewUpstreamWithTheSameUrlStartsWithoutProvenance() {
        var again = new Source(new SourceId("P2"), "P", Trust.UNTRUSTED, true);
        var old = Sample.provenance(NAME, new SourceId("P"));

        var ruling = rule(HERE, supplier(again, ABSENT, old));

        assertThat(rulings(ruling)).isEqualTo("local PERMITTED, P BLOCKED");
    }

    @Test
    void aTrustedOrProvenSourceIsPermittedWhateverThePresence() {
        assertThat(facts(trusted("V"), UNKNOWN).isPermittedAnyway(NAME)).isTrue();
        assertThat(supplier(untrusted("P"), UNKNOWN).isPermittedAnyway(NAME)).isTrue();
        assertThat(facts(untrusted("P"), ABSENT).isPermittedAnyway(NAME)).isFalse();
    }

    @Test
    void inMonitorModeAllServeAndTheRulingsAreAsTheyWouldBe() {
        var ruling = rule(HERE, facts(untrusted("P"), ABSENT));

        assertThat(ruling.serving(Enforcement.MONITOR))
                .extracting(Source::name)
                .containsExactly("local", "P");
        assertThat(ruling.serving(Enforcement.ENFORCE))
                .extracting(Source::name)
                .containsExactly("local");
        assertThat(ruling.refused()).extracting(s -> s.source().name()).containsExactly("P");
        assertThat(ruling.permits(new SourceId("P"))).isFalse();
        assertThat(ruling.permits(SourceId.LOCAL)).isTrue();
        assertThat(ruling.permits(new SourceId("nobody"))).isFalse();
    }

    @Test
    void everyRulingHasAReasonForPeople() {
        var owned =
                rule(
                        HERE,
                        facts(trusted("V"), PRESENT),
                        supplier(untrusted("U"), ABSENT),
                        facts(untrusted("P"), ABSENT));
        var undecided = rule(NOT_HERE, facts(trusted("V"), UNKNOWN), facts(untrusted("P"), ABSENT));
        var free = rule(NOT_HERE, facts(untrusted("P"), ABSENT));

        assertThat(owned.reason(new SourceId("V"))).isEqualTo("V is trusted");
        assertThat(owned.reason(new SourceId("U")))
                .isEqualTo("U has supplied cloudsmith_web here before");
        assertThat(owned.reason(new SourceId("P")))
                .isEqualTo("cloudsmith_web is owned by local, V, and P has never supplied it here");
        assertThat(undecided.reason(new SourceId("P")))
                .isEqualTo(
                        "V did not answer whether it has cloudsmith_web, and P has never supplied"
                                + " it here");
        assertThat(free.reason(new SourceId("P")))
                .isEqualTo("no trusted source has cloudsmith_web");
        assertThat(free.reason(new SourceId("nobody"))).isEmpty();
    }
}
