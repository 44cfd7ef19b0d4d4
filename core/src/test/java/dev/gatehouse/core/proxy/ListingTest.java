package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists of all names: whose names they hold, and when they are made anew. */
class ListingTest {
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new OpenLineFormat());
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private String names() throws Exception {
        return Gate.text(gate.get("names/all"));
    }

    @Test
    void anUpstreamThatIsNotAskedGivesNoNames() throws Exception {
        gate.trusted("V").text("names", "one");
        gate.untrusted("P").text("names", "two");
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE, false));

        assertThat(names()).isEqualTo("one\n");
        assertThat(gate.script("P").asked()).isEmpty();
    }

    @Test
    void aTrustedUpstreamMayNameWhatIsOwned() throws Exception {
        gate.trusted("V").text("names", "acme-ui");
        gate.untrusted("P").text("names", "acme-evil\nother");
        gate.configure(s -> Knobs.owning(s, "acme-*"));

        assertThat(names()).isEqualTo("acme-ui\nother\n");
    }

    @Test
    void aListThatBreaksOffLacksItsSourceAndIsNotKept() throws Exception {
        byte[] half = "one\n".getBytes(StandardCharsets.UTF_8);
        var upstream =
                gate.trusted("V").text("names", "one").next("names", ScriptedUpstream.broken(half));

        var answer = gate.get("names/all");

        assertThat(answer.headers().first("x-gatehouse-notice"))
                .hasValueSatisfying(t -> assertThat(t).contains("V did not answer"));
        assertThat(names()).isEqualTo("one\n");
        assertThat(upstream.asked("names")).isEqualTo(2);
    }

    @Test
    void aListWhoseBytesWereSweptAwayIsMadeAnew() throws Exception {
        var upstream = gate.trusted("V").text("names", "one");
        names();
        for (Blob blob : List.copyOf(gate.blobs.all())) {
            gate.blobs.delete(blob.sha256());
        }

        assertThat(names()).isEqualTo("one\n");
        assertThat(upstream.asked("names")).isEqualTo(2);
    }
}
