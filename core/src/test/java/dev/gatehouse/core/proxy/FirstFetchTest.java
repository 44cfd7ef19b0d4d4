package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

class FirstFetchTest {
    private static final byte[] BYTES =
            "right bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final byte[] OTHER =
            "other bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private ScriptedUpstream filled(ScriptedUpstream upstream) {
        return upstream.index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
    }

    private int status() throws Exception {
        return gate.file("x", "1", "x-1").status();
    }

    @Test
    void aFirstFetchThatLosesToAPublishIsBlocked() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        upstream.next(
                "files/x/x-1",
                r -> {
                    try {
                        gate.local("x", "7");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return ScriptedUpstream.bytes(BYTES).to(r);
                });

        var answer = gate.file("x", "1", "x-1");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(Gate.text(answer)).isEqualTo("Blocked by rule 2: x is owned by local");
        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.audit()).contains("BLOCK lines:x P");
    }

    @Test
    void aFirstFetchDuringWhichTheTrustedSourceFallsSilentIsUndecided() throws Exception {
        var trusted = gate.trusted("V");
        filled(gate.untrusted("P"))
                .next(
                        "files/x/x-1",
                        r -> {
                            trusted.down();
                            gate.clock.advance(Duration.ofHours(1));
                            gate.kernel().epochs().move(gate.key("x"));
                            return ScriptedUpstream.bytes(BYTES).to(r);
                        });

        assertThat(status()).isEqualTo(503);
        assertThat(gate.provenance("x")).isEmpty();
    }

    @Test
    void aFetchFromAnUpstreamThatIsRemovedMeanwhileIsRefused() throws Exception {
        filled(gate.untrusted("P"))
                .next(
                        "files/x/x-1",
                        r -> {
                            gate.remove("P");
                            return ScriptedUpstream.bytes(BYTES).to(r);
                        });

        assertThat(status()).isEqualTo(403);
        assertThat(gate.provenance("x")).isEmpty();
    }

    @Test
    void aVersionThatWasPinnedElsewhereMeanwhileIsRefusedWithItsOwner() throws Exception {
        filled(gate.trusted("V"))
                .next(
                        "files/x/x-1",
                        r -> {
                            try {
                                gate.metadata.commit(
                                        new Change.Pin(
                                                gate.key("x"),
                                                new Version("1"),
                                                new SourceId("gone")));
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                            return ScriptedUpstream.bytes(BYTES).to(r);
                        });

        assertThat(status()).isEqualTo(403);
    }

    @Test
    void aSecondFileRenewsProvenanceAndKeepsItsBeginning() throws Exception {
        gate.untrusted("P")
                .index("x", Gate.line("1", "x-1", BYTES), Gate.line("2", "x-2", OTHER))
                .file("x", "x-1", BYTES)
                .file("x", "x-2", OTHER);
        status();
        Instant first = gate.clock.instant();
        gate.clock.advance(Duration.ofMinutes(1));

        assertThat(gate.file("x", "2", "x-2").status()).isEqualTo(200);
        var provenance = gate.metadata.of(gate.key("x")).getFirst();
        assertThat(provenance.firstAt()).isEqualTo(first);
        assertThat(provenance.lastAt()).isEqualTo(gate.clock.instant());
        assertThat(provenance.firstFile()).isEqualTo(new FileName("x-1"));
    }

    @Test
    void aTransferThatOutlivesAnAbsenceDoesNotProlongIt() throws Exception {
        var trusted = gate.trusted("V");
        filled(gate.untrusted("P"))
                .next(
                        "files/x/x-1",
                        r -> {
                            trusted.versions("x", "1");
                            gate.clock.advance(Duration.ofMinutes(50));
                            return ScriptedUpstream.bytes(BYTES).to(r);
                        });

        assertThat(status()).isEqualTo(403);
        assertThat(gate.provenance("x")).isEmpty();
    }
}
