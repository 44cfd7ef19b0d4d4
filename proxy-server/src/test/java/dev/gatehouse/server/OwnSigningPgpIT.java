package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.gatehouse.core.signature.UnusableKeyException;
import dev.gatehouse.server.testing.GpgReader;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Signer;
import dev.gatehouse.server.testing.SigningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/** GnuPG on what was published in a repository that signs. */
final class OwnSigningPgpIT {
    private static final String JAR = "com/example/lib/1.0/lib-1.0.jar";
    private static final String BYTES = "the bytes of a jar";
    private static final List<String> KEYS = List.of("maven", "pypi");

    private Path work;
    private RunningGate gate;
    private GpgReader gpg;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        work = directory;
        gpg = GpgReader.of(directory.resolve("gpg"));
        gate = SigningGate.start(directory.resolve("gate"), repositories());
        put(JAR, BYTES);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    private static String repositories() {
        return RunningGate.block("main", KEYS.getFirst(), "upstreams: []")
                + "    pypi:\n      upstreams: []\n";
    }

    private void put(String path, String bytes) throws Exception {
        URI url = gate.mount("main", "maven").resolve(path);
        var answer = gate.send("PUT", url, bytes, "Authorization", "Bearer " + RunningGate.TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private HttpResponse<String> maven(String path) throws Exception {
        return gate.get(gate.mount("main", "maven").resolve(path));
    }

    private String keys() throws Exception {
        var answer = gate.get(gate.mount("main", "maven").resolve("/main/-/keys/pgp.asc"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void gpgVerifiesADeployedJarWithTheServedKeyAndNoOtherBytes() throws Exception {
        String signature = maven(JAR + ".asc").body();

        gpg.take(keys()).verify(bytes(BYTES), signature).succeeds();

        gpg.verify(bytes("other bytes"), signature).fails();
        assertThat(maven(JAR + ".asc.sha1").body())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-1")
                                                .digest(bytes(signature))));
    }

    @Test
    void gpgVerifiesAWheelThatTwineHasUploaded() throws Exception {
        PythonPackage wheel = PythonPackage.of("acme-ui", "1.0", "ours");
        Path file = Files.write(work.resolve(wheel.file()), wheel.wheel());
        PythonClients.isolated(work.resolve("home"), PythonClients.twine())
                .run(
                        work,
                        "upload",
                        "--non-interactive",
                        "--disable-progress-bar",
                        "--repository-url",
                        gate.mount("main", "pypi").resolve("legacy/").toString(),
                        "-u",
                        "__token__",
                        "-p",
                        RunningGate.TOKEN,
                        file.toString())
                .succeeds();
        URI page = gate.mount("main", "pypi").resolve("simple/acme-ui/");

        assertThat(gate.get(page, "Accept", "text/html").body()).contains("data-gpg-sig=\"true\"");
        String signature =
                gate.get(
                                gate.mount("main", "pypi")
                                        .resolve("files/acme-ui/1.0/" + wheel.file() + ".asc"))
                        .body();
        gpg.take(keys()).verify(wheel.wheel(), signature).succeeds();
    }

    @Test
    void thePublishersOwnSignatureIsWhatIsServedAndOursIsBesideIt() throws Exception {
        Signer alice = Signer.of(work.resolve("alice"), "alice");
        Path jar = Files.writeString(work.resolve("lib-1.0.jar"), BYTES, ISO_8859_1);
        String hers = Files.readString(alice.sign(jar));
        put(JAR + ".asc", hers);

        assertThat(maven(JAR + ".asc").body()).isEqualTo(hers);
        gpg.take(keys()).verify(bytes(BYTES), maven(JAR + ".repository.asc").body()).succeeds();
    }

    @Test
    void anOldSignatureVerifiesAfterRotationAndRestart() throws Exception {
        String before = maven(JAR + ".asc").body();
        assertThat(gate.api("POST", "trust/main/main/keys/rotate/", "").statusCode())
                .isEqualTo(200);
        gate.restart();
        put("com/example/lib/1.1/lib-1.1.jar", "newer");

        assertThat(maven(JAR + ".asc").body()).isEqualTo(before);
        gpg.take(keys()).verify(bytes(BYTES), before).succeeds();
        gpg.verify(bytes("newer"), maven("com/example/lib/1.1/lib-1.1.jar.asc").body()).succeeds();
        assertThat(gate.api("GET", "trust/main/main/keys/", "").body())
                .contains("\"kind\":\"pgp\"")
                .containsPattern("\"retired_at\":\"\\d{4}-");
    }

    @Test
    void aServerWithAnotherEncryptionKeyDoesNotStartAndMakesNoOtherKeys() throws Exception {
        String before = keys();
        gate.close();
        String other = "b3RoZXIta2V5LWZvci10ZXN0cy1vZi0zMi1ieXRlcyE=";

        assertThatThrownBy(
                        () ->
                                RunningGate.start(
                                        work.resolve("gate"),
                                        SigningGate.signing(repositories())
                                                + SigningGate.lines(other),
                                        InstantSource.system()))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("signing.key does not open the pgp key")
                .hasMessageContaining("put that one back");

        gate = SigningGate.start(work.resolve("gate"), repositories());
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void whatIsHeldBackHasNoSignatureForAnybody() throws Exception {
        var list = gate.api("GET", "packages/main/main/?query=name:lib", "").body();
        String slug = list.replaceAll("(?s).*\"identifier_perm\":\"([^\"]+)\".*", "$1");
        assertThat(
                        gate.api(
                                        "POST",
                                        "packages/main/main/" + slug + "/quarantine/",
                                        "{\"restore\":false}")
                                .statusCode())
                .as(list)
                .isEqualTo(200);

        for (String ending : List.of("", ".asc", ".asc.sha1", ".repository.asc")) {
            assertThat(maven(JAR + ending).statusCode()).as(ending).isEqualTo(403);
        }
    }

    @Test
    void whatWasPublishedBeforeIsSignedInTheBackground() throws Exception {
        gate.close();
        Path data = work.resolve("later");
        Files.createDirectories(data);
        gate = RunningGate.start(data, repositories(), InstantSource.system());
        put(JAR, BYTES);
        assertThat(maven(JAR + ".asc").statusCode()).isEqualTo(404);
        gate.close();

        gate = SigningGate.start(data, repositories());

        Instant limit = Instant.now().plusSeconds(60);
        HttpResponse<String> signature = maven(JAR + ".asc");
        while (signature.statusCode() == 404 && Instant.now().isBefore(limit)) {
            Thread.sleep(100);
            signature = maven(JAR + ".asc");
        }
        gpg.take(keys()).verify(bytes(BYTES), signature.body()).succeeds();
    }

    @Test
    void aPushThatOnlyTheRepositoryHasSignedIsStillRefused() throws Exception {
        gate.close();
        Path data = work.resolve("strict");
        Files.writeString(
                Files.createDirectories(data.resolve("policies")).resolve("signed.yaml"),
                """
                name: only signed
                rule: {type: require-signed}
                actions: [{action_type: SetPackageState, package_state: QUARANTINED}]
                """);
        gate = SigningGate.start(data, repositories(), "policies: policies\n");
        put(JAR, BYTES);

        assertThat(maven(JAR).statusCode()).isEqualTo(403);
        assertThat(maven(JAR).body()).contains("lib-1.0.jar is not signed (absent)");
        String shown = gate.api("GET", "packages/main/main/?query=name:lib", "").body();
        assertThat(shown)
                .contains("\"signed\":false")
                .contains("\"signature\":{\"status\":\"absent\"")
                .contains("\"trust\":\"repository\"");
    }
}
