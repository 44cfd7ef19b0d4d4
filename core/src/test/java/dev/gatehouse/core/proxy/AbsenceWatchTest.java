package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** The gate asks by itself whether an absence lasts, of the repository that it is about. */
class AbsenceWatchTest {
    private PackedGate packed;
    private ScriptedUpstream trusted;

    /** V had x, and has it no more. */
    @BeforeEach
    void open() throws Exception {
        packed = new PackedGate(false);
        packed.gate.untrusted("P");
        trusted = packed.gate.trusted("V").versions("x", "1");
        packed.serveBoth();
        packed.gate.versions("x");
        trusted.without("index/x");
        packed.gate.clock.advance(Duration.ofHours(2));
        packed.gate.versions("x");
        packed.gate.clock.advance(Duration.ofHours(5));
        trusted.forgetAsked();
    }

    @AfterEach
    void close() throws Exception {
        packed.close();
    }

    private boolean isAsked() {
        packed.gate.services.absences().tick();
        return trusted.asked("index/x") == 1;
    }

    @Test
    void theUpstreamOfTheRepositoryIsAskedThoughOthersAreServedToo() throws Exception {
        Eventually.holds(this::isAsked);
    }

    @Test
    void ofARepositoryThatIsGoneNobodyIsAsked() {
        packed.gate.catalogue.replace(
                Map.of(new Catalogue.Place("other", LineFormat.ID), packed.other()));

        packed.gate.services.absences().tick();

        assertThat(packed.gate.services.presence().dueQuestions()).isEmpty();
        assertThat(trusted.asked()).isEmpty();
    }

    @Test
    void anUpstreamThatIsNotAskedAnyMoreIsNotAskedByTheWatchEither() {
        packed.gate.change("V", u -> Knobs.mode(u, Mode.CACHE_ONLY, true));

        packed.gate.services.absences().tick();

        assertThat(packed.gate.services.presence().dueQuestions()).isEmpty();
        assertThat(trusted.asked()).isEmpty();
    }
}
