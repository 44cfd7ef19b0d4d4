package dev.gatehouse.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.npm.name.NpmName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ForgedPackumentTest {
    private static final IndexKey LIB = IndexKey.of(NpmName.of("lib"));
    private static final Version FIRST = new Version("1.0.0");
    private static final String EMPTY_SHA512 =
            "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";

    private final PackumentReader reader = new PackumentReader();

    static List<Path> forgeries() throws IOException, URISyntaxException {
        URI forged =
                Objects.requireNonNull(ForgedPackumentTest.class.getResource("/forged")).toURI();
        try (Stream<Path> folders = Files.list(Path.of(forged))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgedDocumentIsRefusedWhole(Path forgery) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(forgery.resolve("packument.json")));

        assertThatThrownBy(() -> reader.read(LIB, content))
                .isInstanceOf(BadUpstreamException.class);
    }

    @Test
    void theHonestDocumentIsRead() throws Exception {
        var index = read(packument("\"sha512-" + EMPTY_SHA512 + "\"", "null"));

        NpmRelease release = release(index);
        assertThat(release.files())
                .singleElement()
                .satisfies(
                        file -> {
                            assertThat(file.name().value()).isEqualTo("lib-1.0.0.tgz");
                            assertThat(file.location().getHost()).isEqualTo("registry.example");
                            assertThat(file.digests())
                                    .containsExactly(
                                            Digest.compute(DigestAlgorithm.SHA512, new byte[0]));
                        });
    }

    @Test
    void ofSeveralHashesEachAlgorithmIsKeptOnce() throws Exception {
        String weak = "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=";
        var index = read(packument("\"" + weak + "  sha512-" + EMPTY_SHA512 + "?x\"", "null"));

        assertThat(release(index).files().getFirst().digests())
                .extracting(Digest::algorithm)
                .containsExactlyInAnyOrder(DigestAlgorithm.SHA1, DigestAlgorithm.SHA512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"\"", "\"sha512-***\"", "\"md9-AAAA\"", "\"sha512\""})
    void aHashThatCannotBeReadIsNone(String integrity) throws Exception {
        var index = read(packument(integrity, "\"no hex\""));

        assertThat(release(index).files().getFirst().digests()).isEmpty();
    }

    @Test
    void versionsWithoutATarballOrWithAnImpossibleNumberAreLeftOut() throws Exception {
        String versions =
                """
                "1.0.0": {"name": "lib", "version": "1.0.0", "dist": {"tarball": 7}},
                "2.0.0": {"name": "lib", "version": "2.0.0"},
                "../x": {"name": "lib", "version": "../x", "dist": {"tarball": "https://a/b"}},
                "3.0.0": {"name": "lib", "version": "3.0.0", "dist": {"tarball": "https://a/b"}}
                """;

        var index = read("{\"name\": \"lib\", \"versions\": {" + versions + "}}");

        assertThat(index.releases().keySet()).containsExactly(new Version("3.0.0"));
    }

    @Test
    void aTarballLinkThatIsNoUriLeavesAVersionWithoutFiles() throws Exception {
        String text = packument("null", "null").replace("https://registry.example/", "http://[/");

        assertThat(release(read(text)).files()).isEmpty();
    }

    @Test
    void anUnpublishedNameIsAPackageWithoutVersions() throws Exception {
        var index =
                read(
                        """
                        {"_id": "lib", "name": "lib",
                         "time": {"created": "2020-01-01T00:00:00.000Z",
                                  "unpublished": {"time": "2021-01-01T00:00:00.000Z"}}}
                        """);

        assertThat(index.releases()).isEmpty();
    }

    private ReleaseIndex<NpmRelease, NpmDocument> read(String text) throws BadUpstreamException {
        return reader.read(LIB, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static NpmRelease release(ReleaseIndex<NpmRelease, NpmDocument> index) {
        return Objects.requireNonNull(index.releases().get(FIRST));
    }

    private static String packument(String integrity, String shasum) {
        return """
        {"name": "lib", "versions": {"1.0.0": {"name": "lib", "version": "1.0.0", "dist": {
          "integrity": %s, "shasum": %s,
          "tarball": "https://registry.example/lib/-/lib-1.0.0.tgz"}}}}
        """
                .formatted(integrity, shasum);
    }

    @Test
    void aVersionWhoseTarballCanHaveNoNameIsLeftOut() throws Exception {
        String longest = "1.0.0-" + "a".repeat(255 - "lib-1.0.0-.tgz".length());

        var index = read(withVersions(longest, longest + "a"));

        assertThat(index.releases().keySet()).containsExactly(new Version(longest));
        assertThat(index.releases().values().iterator().next().files()).hasSize(1);
    }

    @Test
    void aDocumentOfMoreVersionsThanAnyPackageHasIsRefused() {
        String[] versions =
                IntStream.rangeClosed(0, 100_000).mapToObj(i -> "1.0." + i).toArray(String[]::new);

        assertThatThrownBy(() -> read(withVersions(versions)))
                .isInstanceOf(BadUpstreamException.class)
                .hasMessageContaining("100000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "9999-12-31T23:59:59.000Z",
                "-999999999-01-01T00:00:00Z"
            })
    void aTimeThatCannotBeRightIsNone(String forged) throws Exception {
        var index =
                read(
                        """
                        {"name": "lib", "time": {"created": "%1$s", "modified": "%1$s"}}
                        """
                                .formatted(forged));

        assertThat(index.document().created()).isEmpty();
        assertThat(index.document().modified()).isEmpty();
    }

    private static String withVersions(String... versions) {
        return Stream.of(versions)
                .map(
                        version ->
                                "\"%1$s\":{\"name\":\"lib\",\"version\":\"%1$s\",\"dist\":{\"tarball\":\"https://a/b\"}}"
                                        .formatted(version))
                .collect(Collectors.joining(",", "{\"name\":\"lib\",\"versions\":{", "}}"));
    }
}
