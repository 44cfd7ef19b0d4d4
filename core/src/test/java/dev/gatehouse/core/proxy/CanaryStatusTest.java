package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.Upstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** What is told of canaries. */
class CanaryStatusTest {
    private Gate gate;
    private ScriptedUpstream own;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
        own = gate.trusted("V").versions("bird", "1");
        gate.change("V", u -> Knobs.canary(u, "bird"));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private Upstream upstream() {
        return gate.mount().settings().upstreams().getFirst();
    }

    @Test
    void aStatusAsksNobody() {
        Canaries.Status status =
                gate.services.canaries().status(gate.mount(), upstream()).orElseThrow();

        assertThat(status.canary()).isEqualTo(LineFormat.named("bird"));
        assertThat(status.at()).isEmpty();
        assertThat(own.asked()).isEmpty();
    }

    @Test
    void aLookTellsWhetherItIsThereAndIsRemembered() throws Exception {
        var canaries = gate.services.canaries();
        assertThat(canaries.look(gate.mount(), upstream()).orElseThrow().trouble()).isEmpty();

        own.without("index/bird");
        gate.clock.advance(Duration.ofSeconds(6));
        canaries.look(gate.mount(), upstream());

        Canaries.Status status = canaries.status(gate.mount(), upstream()).orElseThrow();
        assertThat(status.trouble().orElse("")).contains("bird is missing there (404)");
        assertThat(status.at()).isEqualTo(Optional.of(gate.clock.instant()));
    }

    @Test
    void anUpstreamWithoutACanaryHasNoStatus() {
        gate.untrusted("P");

        assertThat(
                        gate.services
                                .canaries()
                                .status(gate.mount(), gate.mount().settings().upstreams().get(1)))
                .isEmpty();
    }
}
