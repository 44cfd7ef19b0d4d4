package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Answers that many clients share. */
final class SharedAnswersIT {
    private static final int CLIENTS = 200;

    private final NpmPackage big = NpmPackage.of("big", "1.0.0", "P", randomBytes(5 << 20));
    private ScriptedUpstream untrusted;
    private RunningGate gate;
    private Npm npm;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        untrusted = ScriptedUpstream.answering(MadeUpRegistry.of(big));
        gate =
                RunningGate.start(
                        directory,
                        RunningGate.npm(
                                "main",
                                "upstreams:",
                                upstream("public", untrusted.url(), "untrusted")),
                        InstantSource.system());
        npm = new Npm(gate);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
    }

    @Test
    void twoHundredClientsWhoWantOneFileAtOnceMakeOneRequestUpstream() throws Exception {
        List<Future<Boolean>> answers = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(threads.submit(this::getsTheWholeFile));
            }
        }

        for (Future<Boolean> answer : answers) {
            assertThat(answer.get()).isTrue();
        }
        assertThat(untrusted.requests("/big/-/big-1.0.0.tgz")).hasSize(1);
        assertThat(untrusted.requests("/big")).hasSize(1);
    }

    @Test
    void whatOneClientSaysOfItsWayIsInNoAnswerToAnother() throws Exception {
        var url = gate.registry("main").resolve("big");

        var forged =
                gate.get(
                        url,
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Prefix",
                        "/evil",
                        "Forwarded",
                        "host=evil.example;proto=https");
        var plain = gate.get(url);

        for (var answer : List.of(forged, plain)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains(gate.registry("main") + "big/-/big-1.0.0.tgz")
                    .doesNotContain("evil")
                    .doesNotContain("https:")
                    .doesNotContain(untrusted.url().getAuthority());
        }
    }

    /** Read in pieces: so many whole copies would not fit into the memory of a test. */
    private boolean getsTheWholeFile() throws IOException {
        try (InputStream came =
                npm.tarballUrl("main", "big", "1.0.0").toURL().openConnection().getInputStream()) {
            InputStream expected = new ByteArrayInputStream(big.tarball());
            for (byte[] piece = came.readNBytes(65536);
                    piece.length > 0;
                    piece = came.readNBytes(65536)) {
                if (!Arrays.equals(piece, expected.readNBytes(piece.length))) {
                    return false;
                }
            }
            return expected.read() < 0;
        }
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
