package dev.gatehouse.server.pgp;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** A server that asks a key server for the keys that signatures name. */
final class KeyServerIT {
    private static final String LIB = "com.example:lib";
    private static final int MOST_LOOKS = 240;

    private final PGPKeyPair ada = Keys.make(Keys.Kind.EDDSA);
    private final SignedFiles files = new SignedFiles();

    private String name() {
        return Fingerprint.of(ada.getPublicKey().getFingerprint()).hex();
    }

    private String shown(RunningGate gate) throws Exception {
        return gate.api("GET", "packages/main/main/?query=name:lib", "").body();
    }

    private void keysArrive(RunningGate gate) throws Exception {
        assertThat(gate.api("POST", "reload", "{}").statusCode()).isEqualTo(200);
        for (int looks = 0; looks < MOST_LOOKS && !learned(gate); looks++) {
            Thread.sleep(500);
        }
        assertThat(learned(gate)).isTrue();
    }

    private boolean learned(RunningGate gate) throws Exception {
        return gate.api("GET", "trust/main/main/names/maven/com.example%3Alib/signers/", "")
                .body()
                .contains(name());
    }

    @Test
    void itsKeysTellWhoSignedAndAreBelievedOnceSomebodySaysSo(@TempDir Path directory)
            throws Exception {
        files.add(LIB, "1.0").sign(LIB, "1.0", ada);
        byte[] certificate = SignedFiles.certificate(ada).getBytes(StandardCharsets.UTF_8);
        try (ScriptedUpstream source = ScriptedUpstream.answering(files);
                ScriptedUpstream server =
                        ScriptedUpstream.answering(
                                request ->
                                        request.target().contains("0x" + name())
                                                ? Script.bytes(certificate)
                                                : Script.status(404));
                RunningGate gate =
                        RunningGate.start(
                                directory,
                                RunningGate.block(
                                                "main",
                                                "maven",
                                                "upstreams:",
                                                upstream("public", source.url(), "untrusted"))
                                        + "    pinning: hold\npgp:\n  servers: [hkp://127.0.0.1:"
                                        + server.url().getPort()
                                        + "]\n",
                                InstantSource.system())) {
            String pom = MadeUpRepository.file(LIB, "1.0", "pom");
            assertThat(gate.get(gate.mount("main", "maven").resolve(pom)).statusCode())
                    .isEqualTo(200);
            assertThat(shown(gate)).contains("key_missing");

            keysArrive(gate);

            assertThat(shown(gate)).contains("\"trust\":\"none\"", "\"signed\":false");
            String accept = "{\"fingerprint\": \"" + name() + "\", \"reason\": \"known\"}";
            String path = "trust/main/main/names/maven/com.example%3Alib/signers/";
            assertThat(gate.api("POST", path, accept).statusCode()).isEqualTo(200);
            assertThat(shown(gate)).contains("\"trust\":\"pinned\"", "\"signed\":true");
            gate.restart();
            assertThat(shown(gate)).contains("\"trust\":\"pinned\"", "\"signed\":true");
        }
    }
}
