package dev.gatehouse.server.pgp;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A real mvn where a policy demands signatures: no byte of what is not signed leaves. */
final class RequireSignedIT {
    private static final String LIB = "com.example:lib";
    private static final int MOST_LOOKS = 120;

    private final PGPKeyPair key = Keys.make(Keys.Kind.EDDSA);
    private final PGPKeyPair other = Keys.make(Keys.Kind.NIST_P256);
    private final SignedFiles files = new SignedFiles();
    private ScriptedUpstream source;
    private RunningGate gate;
    private MavenTool maven;
    private Path keys;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        source = ScriptedUpstream.answering(files);
        keys = Files.createDirectories(directory.resolve("gate/keys"));
        Files.writeString(keys.resolve("ada.asc"), SignedFiles.certificate(key));
        Path policies = Files.createDirectories(directory.resolve("gate/policies"));
        Files.writeString(
                policies.resolve("signed.yaml"),
                """
                name: only signed
                rule: {type: require-signed}
                actions: [{action_type: SetPackageState, package_state: QUARANTINED}]
                """);
        String repositories =
                RunningGate.block(
                        "main",
                        "maven",
                        "upstreams:",
                        upstream("public", source.url(), "untrusted"));
        gate =
                RunningGate.start(
                        directory.resolve("gate"),
                        repositories + "pgp:\n  keyrings: keys\npolicies: policies\n",
                        InstantSource.system());
        maven = MavenTool.ofThisMachine(directory.resolve("home")).uses(gate);
        Shelf.Item beside = MavenTool.BESIDE_EXTENSIONS;
        files.add(beside.name(), beside.version()).sign(beside.name(), beside.version(), key);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
    }

    private int status(String version, String extension) throws Exception {
        String file = MadeUpRepository.file(LIB, version, extension);
        return gate.get(gate.mount("main", "maven").resolve(file)).statusCode();
    }

    @Test
    void aSignedVersionIsBuiltWith() throws Exception {
        files.add(LIB, "1.0").sign(LIB, "1.0", key);

        maven.resolve(LIB + ":1.0").succeeds();

        assertThat(status("1.0", "pom.asc")).isEqualTo(200);
    }

    @Test
    void anUnsignedVersionFailsTheBuildAndEveryFileOfItIsRefused() throws Exception {
        files.add(LIB, "2.0");

        assertThat(maven.inherit(LIB + ":2.0").fails().output()).contains("403");

        for (String extension : new String[] {"pom", "pom.sha1", "jar", "jar.sha1"}) {
            assertThat(status("2.0", extension)).as(extension).isEqualTo(403);
        }
        var told =
                gate.get(
                        gate.mount("main", "maven")
                                .resolve(MadeUpRepository.file(LIB, "2.0", "pom")));
        assertThat(told.body()).contains("only signed").contains("lib-2.0.pom is not signed");
    }

    @Test
    void aGoodJarDoesNotExcuseAPomWithAWrongSignature() throws Exception {
        files.add(LIB, "3.0").sign(LIB, "3.0", key);
        files.answer(LIB, "3.0", "pom", SignedFiles.sealed(key, "another POM"));

        assertThat(status("3.0", "pom")).isEqualTo(403);
        assertThat(status("3.0", "jar")).isEqualTo(403);
    }

    @Test
    void whileTheSourceIsSilentNothingIsDecided() throws Exception {
        files.add(LIB, "4.0").sign(LIB, "4.0", key);
        files.answer(LIB, "4.0", "pom", Script.status(403));
        assertThat(status("4.0", "pom")).isEqualTo(503);
        files.sign(LIB, "4.0", key);

        maven.resolve(LIB + ":4.0").succeeds();
    }

    @Test
    void aNewKeyInTheRingReleasesWhatItSignedOnceTheConfigurationIsReloaded() throws Exception {
        files.add(LIB, "5.0").sign(LIB, "5.0", other);
        assertThat(status("5.0", "pom")).isEqualTo(403);
        Files.writeString(keys.resolve("bob.asc"), SignedFiles.certificate(other));

        assertThat(gate.api("POST", "reload", "{}").statusCode()).isEqualTo(200);

        for (int looks = 0; status("5.0", "pom") != 200 && looks < MOST_LOOKS; looks++) {
            Thread.sleep(500);
        }
        maven.resolve(LIB + ":5.0").succeeds();
    }
}
