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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;

/** A real mvn through a server that knows keys: what is then known of what it got. */
final class SignedMavenIT {
    private static final String LIB = "com.example:lib";

    private final PGPKeyPair key = Keys.make(Keys.Kind.EDDSA);
    private final PGPKeyPair other = Keys.make(Keys.Kind.RSA_2048);
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
        String repositories =
                RunningGate.block(
                        "main",
                        "maven",
                        "upstreams:",
                        upstream("public", source.url(), "untrusted"));
        gate =
                RunningGate.start(
                        directory.resolve("gate"),
                        repositories + "pgp:\n  keyrings: keys\n",
                        InstantSource.system());
        maven = MavenTool.ofThisMachine(directory.resolve("home")).uses(gate);
        Shelf.Item beside = MavenTool.BESIDE_EXTENSIONS;
        files.add(beside.name(), beside.version());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
    }

    /** What the API shows of the only package that a query finds. */
    private JsonNode shown(String version) throws Exception {
        var answer = gate.api("GET", "packages/main/main/?query=name:lib%20version:" + version, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path(0);
    }

    private String asc(String version, String extension) throws Exception {
        var answer =
                gate.get(
                        gate.mount("main", "maven")
                                .resolve(MadeUpRepository.file(LIB, version, extension + ".asc")));
        return answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode());
    }

    @Test
    void whatIsSignedIsKnownToBeAndItsSignatureStaysWhenTheSourceIsGone() throws Exception {
        files.add(LIB, "1.0").sign(LIB, "1.0", key);

        maven.resolve(LIB + ":1.0").succeeds();

        JsonNode shown = shown("1.0");
        assertThat(shown.path("signed").booleanValue()).as("%s", shown).isTrue();
        JsonNode signature = shown.path("signature");
        assertThat(signature.path("status").stringValue()).isEqualTo("valid");
        assertThat(signature.path("trust").stringValue()).isEqualTo("keyring");
        String fingerprint =
                HexFormat.of()
                        .formatHex(key.getPublicKey().getFingerprint())
                        .toUpperCase(Locale.ROOT);
        assertThat(signature.path("signer").path("id").stringValue()).isEqualTo(fingerprint);
        assertThat(signature.path("key").path("source").stringValue()).isEqualTo("ada.asc");
        assertThat(shown.path("signature_url").stringValue()).endsWith(".asc");
        source.close();
        assertThat(asc("1.0", "pom")).contains("BEGIN PGP SIGNATURE");
        assertThat(asc("1.0", "jar")).contains("BEGIN PGP SIGNATURE");
        gate.restart();
        assertThat(shown("1.0").path("signed").booleanValue()).isTrue();
    }

    @Test
    void aPomWithAWrongSignatureMakesTheVersionUnsignedAlthoughItsJarIsGood() throws Exception {
        files.add(LIB, "2.0").sign(LIB, "2.0", key);
        files.answer(LIB, "2.0", "pom", SignedFiles.sealed(key, "another POM"));

        maven.resolve(LIB + ":2.0").succeeds();

        JsonNode shown = shown("2.0");
        assertThat(shown.path("signed").booleanValue()).isFalse();
        assertThat(reasons(shown)).contains("bad_signature", "ok");
    }

    private static String reasons(JsonNode shown) {
        StringBuilder reasons = new StringBuilder();
        for (JsonNode file : shown.path("files")) {
            for (JsonNode signature : file.path("signatures")) {
                reasons.append(signature.path("reason_code").asString("")).append(' ');
            }
        }
        return reasons.toString();
    }

    @Test
    void aKeyThatNobodyKnowsProvesNothing() throws Exception {
        files.add(LIB, "3.0").sign(LIB, "3.0", other);

        maven.resolve(LIB + ":3.0").succeeds();

        assertThat(shown("3.0").path("signed").booleanValue()).isFalse();
        assertThat(reasons(shown("3.0"))).isEqualTo("key_missing key_missing ");
    }

    @Test
    void whatHasNoSignatureIsNotSigned() throws Exception {
        files.add(LIB, "4.0");

        maven.resolve(LIB + ":4.0").succeeds();

        JsonNode shown = shown("4.0");
        assertThat(shown.path("signed").booleanValue()).isFalse();
        assertThat(shown.path("signature").path("status").stringValue()).isEqualTo("absent");
        assertThat(shown.path("signature_url").isNull()).isTrue();
    }

    @Test
    void aSourceThatDoesNotAnswerForSignaturesLeavesItUnknown() throws Exception {
        files.add(LIB, "5.0");
        for (String extension : new String[] {"pom", "jar"}) {
            files.answer(LIB, "5.0", extension, Script.status(403));
        }

        maven.resolve(LIB + ":5.0").succeeds();

        assertThat(shown("5.0").path("signed").isNull()).isTrue();
    }
}
