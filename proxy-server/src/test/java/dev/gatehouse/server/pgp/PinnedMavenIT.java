package dev.gatehouse.server.pgp;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.cli.Desk;
import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.MavenTool;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Shelf;

import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;

/** A real mvn through a repository that remembers who signed. */
final class PinnedMavenIT {
    private static final String LIB = "com.example:lib";
    private static final int MOST_LOOKS = 120;

    private final PGPKeyPair ada = Keys.make(Keys.Kind.EDDSA);
    private final PGPKeyPair bob = Keys.make(Keys.Kind.NIST_P256);
    private final SignedFiles files = new SignedFiles();
    private ScriptedUpstream source;
    private RunningGate gate;
    private MavenTool maven;
    private Desk desk;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        source = ScriptedUpstream.answering(files);
        Path keys = Files.createDirectories(directory.resolve("gate/keys"));
        Files.writeString(keys.resolve("ada.asc"), SignedFiles.certificate(ada));
        Files.writeString(keys.resolve("bob.asc"), SignedFiles.certificate(bob));
        gate = RunningGate.start(directory.resolve("gate"), config("hold"), InstantSource.system());
        maven = MavenTool.ofThisMachine(directory.resolve("home")).uses(gate);
        Shelf.Item beside = MavenTool.BESIDE_EXTENSIONS;
        files.add(beside.name(), beside.version());
        desk = new Desk(Files.createDirectory(directory.resolve("desk")));
        desk.environment.put("GATEHOUSE_URL", gate.mount("x", "y").resolve("/").toString());
        desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
    }

    private String config(String pinning) {
        return RunningGate.block(
                        "main",
                        "maven",
                        "upstreams:",
                        upstream("public", source.url(), "untrusted"))
                + "    pinning: "
                + pinning
                + "\npgp:\n  keyrings: keys\n";
    }

    private static String fingerprint(PGPKeyPair key) {
        return HexFormat.of()
                .formatHex(key.getPublicKey().getFingerprint())
                .toUpperCase(Locale.ROOT);
    }

    private String body(String version, String extension) throws Exception {
        String file = MadeUpRepository.file(LIB, version, extension);
        return gate.get(gate.mount("main", "maven").resolve(file)).body();
    }

    private int status(String version, String extension) throws Exception {
        String file = MadeUpRepository.file(LIB, version, extension);
        return gate.get(gate.mount("main", "maven").resolve(file)).statusCode();
    }

    private String run(int exit, String... arguments) {
        assertThat(desk.run(arguments)).as(desk.out + desk.err).isEqualTo(exit);
        return desk.out;
    }

    private void accept(PGPKeyPair key) {
        run(
                0,
                "keys",
                "accept",
                "maven",
                LIB,
                fingerprint(key),
                "--repository",
                "main",
                "--reason",
                "announced by the project");
    }

    @Test
    void aNewSignerIsHeldBackUntilSomebodyAcceptsItAndPinsOutliveARestart() throws Exception {
        files.add(LIB, "1.0").sign(LIB, "1.0", ada);
        files.add(LIB, "1.1").sign(LIB, "1.1", ada);
        files.add(LIB, "1.2").sign(LIB, "1.2", bob);
        maven.resolve(LIB + ":1.0").succeeds();
        maven.resolve(LIB + ":1.1").succeeds();
        gate.restart();

        assertThat(maven.inherit(LIB + ":1.2").fails().output()).contains("403");

        assertThat(body("1.2", "pom"))
                .contains("Blocked by policy pinning: lib-1.2.pom is signed by " + fingerprint(bob))
                .contains("before: " + fingerprint(ada));
        assertThat(status("1.2", "jar")).isEqualTo(403);
        assertThat(run(0, "audit", "--kind", "signer")).contains("maven:" + LIB, "changed");
        assertThat(run(0, "keys", "signers", "maven", LIB))
                .contains(fingerprint(ada), "1.0/lib-1.0.pom")
                .doesNotContain(fingerprint(bob));

        accept(bob);

        maven.resolve(LIB + ":1.2").succeeds();
        assertThat(run(0, "keys", "signers", "maven", LIB))
                .contains(fingerprint(bob), "announced by the project");
        var shown = gate.api("GET", "packages/main/main/?query=name:lib%20version:1.2", "");
        assertThat(shown.body()).contains("\"trust\":\"pinned\"");
        gate.restart();
        maven.forgetLocalRepository();
        maven.resolve(LIB + ":1.2").succeeds();
    }

    @Test
    void aVersionWithoutASignatureIsHeldBackWhereOthersHadOne() throws Exception {
        files.add(LIB, "1.0").sign(LIB, "1.0", ada);
        files.add(LIB, "1.1");
        maven.resolve(LIB + ":1.0").succeeds();

        assertThat(maven.inherit(LIB + ":1.1").fails().output()).contains("403");

        assertThat(body("1.1", "pom")).contains("lib-1.1.pom has lost its signature (absent)");
    }

    @Test
    void whileTheSourceDoesNotTellNothingIsDecided() throws Exception {
        files.add(LIB, "1.0").sign(LIB, "1.0", ada);
        files.add(LIB, "1.1");
        maven.resolve(LIB + ":1.0").succeeds();
        files.answer(LIB, "1.1", "pom", Script.status(500));

        assertThat(status("1.1", "pom")).isEqualTo(503);
        files.sign(LIB, "1.1", ada);

        maven.resolve(LIB + ":1.1").succeeds();
    }

    @Test
    void aWarningServesAndHoldingTakesBackWhatWasServed() throws Exception {
        gate.reload(config("warn"));
        files.add(LIB, "1.0").sign(LIB, "1.0", ada);
        files.add(LIB, "1.1").sign(LIB, "1.1", bob);
        maven.resolve(LIB + ":1.0").succeeds();

        maven.resolve(LIB + ":1.1").succeeds();

        assertThat(run(0, "audit", "--kind", "signer")).contains("changed");
        assertThat(run(0, "keys", "signers", "maven", LIB)).doesNotContain(fingerprint(bob));
        assertThat(gate.get(gate.mount("x", "y").resolve("/-/metrics")).body())
                .contains("gatehouse_signer_alarms_total{format=\"maven\",state=\"changed\"} 1.0");
        gate.reload(config("hold"));
        for (int looks = 0; status("1.1", "pom") != 403 && looks < MOST_LOOKS; looks++) {
            Thread.sleep(500);
        }
        assertThat(status("1.1", "pom")).isEqualTo(403);
        assertThat(status("1.0", "pom")).isEqualTo(200);
    }

    @Test
    void whatIsNoFingerprintIsRefusedAndNpmHasNoSigners() throws Exception {
        assertThat(
                        gate.api(
                                        "POST",
                                        "trust/main/main/names/maven/com.example%3Alib/signers/",
                                        "{\"fingerprint\": \"0xABCD\", \"reason\": \"x\"}")
                                .statusCode())
                .isEqualTo(400);
        run(2, "keys", "accept", "maven", LIB, "ABCD", "--reason", "x");
        gate.reload("  main:\n    npm: {}\n");
        assertThat(
                        gate.api(
                                        "POST",
                                        "trust/main/main/names/npm/x/signers/",
                                        "{\"fingerprint\": \""
                                                + fingerprint(ada)
                                                + "\", \"reason\": \"x\"}")
                                .statusCode())
                .isEqualTo(422);
    }
}
