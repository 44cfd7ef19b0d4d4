package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.UpstreamIdentity;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

class KeptFilesTest {
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
    void aDamagedFileIsFetchedAgainIfItsBytesAreTheSame() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        status();
        damage(BYTES);

        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
        assertThat(upstream.asked("files/x/x-1")).isEqualTo(2);
    }

    @Test
    void aDamagedFileIsNotReplacedByOtherBytes() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        status();
        damage(BYTES);
        upstream.index("x", Gate.line("1", "x-1", OTHER)).file("x", "x-1", OTHER);
        gate.clock.advance(Duration.ofHours(2));

        assertThat(status()).isEqualTo(502);
        assertThat(gate.metadata.files(gate.key("x")).getFirst().sha256().hex())
                .isEqualTo(Gate.sha256(BYTES));
    }

    @Test
    void aFileThatIsCutOrGoneIsFetchedAgain() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        status();
        gate.blobs.delete(Digest.sha256(Gate.sha256(BYTES)));

        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
        assertThat(upstream.asked("files/x/x-1")).isEqualTo(2);
    }

    @Test
    void newBytesNeverJoinADamagedBlobOfTheSameDigest() throws Exception {
        filled(gate.untrusted("P"));
        gate.blobs.put(BYTES);
        damage(BYTES);

        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
    }

    @Test
    void aDamagedLocalFileIsAnErrorAndNeverServed() throws Exception {
        gate.local("x", "1");
        damage("local 1".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(this::status)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void storedDigestsStayWhenTheUpstreamChangesItsOwnAndAnAlarmIsRaised() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        status();
        upstream.index("x", Gate.line("1", "x-1", OTHER)).file("x", "x-1", OTHER);
        gate.clock.advance(Duration.ofHours(2));

        assertThat(Gate.text(gate.index("x")))
                .contains("x-1=" + Gate.sha256(BYTES).substring(0, 8));
        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
        assertThat(gate.audit()).contains("INTEGRITY lines:x P");
        assertThat(gate.events.count("integrity P")).isPositive();
    }

    @Test
    void aVersionThatItsOwnerTookOutOfTheIndexIsNotServedAnyMore() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        status();
        upstream.versions("x", "2");
        gate.clock.advance(Duration.ofHours(2));
        gate.index("x");

        assertThat(status()).isEqualTo(404);
    }

    @Test
    void aFileThatAVisibleVersionDoesNotListIs404() throws Exception {
        var upstream = filled(gate.untrusted("P"));

        assertThat(gate.file("x", "1", "x-1.asc").status()).isEqualTo(404);
        upstream.down();
        gate.clock.advance(Duration.ofHours(2));
        assertThat(gate.file("x", "1", "x-1.asc").status()).isEqualTo(503);
    }

    @Test
    void aRemovedUpstreamsFilesAreNotServedAndOtherBytesAreRefused() throws Exception {
        filled(gate.untrusted("P"));
        status();
        gate.metadata.commit(new Change.DropUpstream(identity("P")));
        gate.remove("P");
        assertThat(status()).isEqualTo(404);

        var next =
                gate.untrusted("Q")
                        .index("x", Gate.line("1", "x-1", OTHER))
                        .file("x", "x-1", OTHER);
        assertThat(status()).isEqualTo(502);
        assertThat(gate.provenance("x")).isEmpty();
        filled(next);
        gate.clock.advance(Duration.ofHours(2));
        assertThat(status()).isEqualTo(200);
        assertThat(gate.provenance("x")).containsExactly("Q");
    }

    private static UpstreamIdentity identity(String name) {
        return new UpstreamIdentity(
                Gate.REPOSITORY,
                LineFormat.ID,
                new SourceId(name),
                name,
                java.net.URI.create("https://registry.example/"),
                Trust.UNTRUSTED,
                Instant.EPOCH);
    }

    @Test
    void aCacheOnlyUpstreamsDamagedFileIsAnError() throws Exception {
        filled(gate.untrusted("P"));
        status();
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE_ONLY, true));
        damage(BYTES);

        assertThatThrownBy(this::status)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    private void damage(byte[] bytes) throws IOException {
        var blob = gate.blobs.find(Digest.sha256(Gate.sha256(bytes))).orElseThrow();
        byte[] changed = bytes.clone();
        changed[0] ^= 1;
        Files.write(blob.path(), changed);
        Files.setLastModifiedTime(blob.path(), java.nio.file.attribute.FileTime.fromMillis(1));
    }
}
