package dev.gatehouse.npm.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.npm.json.StrictJson;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

class HostileTarballTest {
    private static final String GOOD = TarballMaker.manifest("ui", "1.0.0");

    @Test
    void whatNpmPacksIsRead() throws Exception {
        byte[] packed = TarballMaker.of("ui", "1.0.0");

        Tarball tarball = read(packed);

        assertThat(tarball.text("name")).contains("ui");
        assertThat(tarball.text("version")).contains("1.0.0");
        assertThat(tarball.fileCount()).isEqualTo(2);
        assertThat(tarball.unpackedSize()).isEqualTo(GOOD.length() + 18L);
    }

    @Test
    void theFirstPartOfPathsMayHaveAnyName() throws Exception {
        byte[] packed = new TarballMaker().file("ui-main/package.json", GOOD).gzip();

        assertThat(read(packed).text("name")).contains("ui");
    }

    @Test
    void gzipMembersBehindOneAnotherAreOneTarball() throws Exception {
        byte[] tar = new TarballMaker().file("package/package.json", GOOD).tar();
        byte[] first = TarballMaker.gzip(Arrays.copyOf(tar, 512));
        byte[] second = TarballMaker.gzip(Arrays.copyOfRange(tar, 512, tar.length));

        assertThat(read(joined(first, second)).text("version")).contains("1.0.0");
    }

    @Test
    void aByteOrderMarkBeforeTheManifestIsPassedOver() throws Exception {
        byte[] packed = new TarballMaker().file("package/package.json", "\uFEFF" + GOOD).gzip();

        assertThat(read(packed).text("name")).contains("ui");
    }

    static Stream<Named<byte[]>> hostile() throws IOException {
        byte[] tar = new TarballMaker().file("package/package.json", GOOD).tar();
        byte[] broken = tar.clone();
        broken[0] = 'q';
        return Stream.of(
                Named.of("two manifests", with("package/package.json", GOOD)),
                Named.of("manifest in another folder", with("other/package.json", GOOD)),
                Named.of("manifest by a dot", with("package/./package.json", GOOD)),
                Named.of("manifest in upper case", with("package/PACKAGE.json", GOOD)),
                Named.of("manifest by backslash", with("package\\package.json", GOOD)),
                Named.of("way up", with("package/../../etc/passwd", "")),
                Named.of("absolute path", with("/etc/passwd", "")),
                Named.of("drive letter", with("c:/windows/x", "")),
                Named.of(
                        "manifest that is a link",
                        new TarballMaker().link("package/package.json", "/etc/passwd").gzip()),
                Named.of("no manifest", new TarballMaker().file("package/x", "").gzip()),
                Named.of(
                        "manifest with a member twice",
                        single("{\"name\":\"ui\",\"name\":\"other\",\"version\":\"1.0.0\"}")),
                Named.of("manifest that is no JSON", single("{")),
                Named.of("entries behind the end", joinedTars(tar)),
                Named.of("broken header checksum", TarballMaker.gzip(broken)),
                Named.of(
                        "garbage behind the gzip end",
                        joined(TarballMaker.gzip(tar), new byte[] {1, 2, 3})),
                Named.of("cut off", Arrays.copyOf(TarballMaker.gzip(tar), 60)),
                Named.of("not gzip", tar),
                Named.of("empty", new byte[0]),
                Named.of("bomb", bomb()),
                Named.of("name of two megabytes", withLongName()));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatCouldBeReadInTwoWaysIsRefused(byte[] hostile) {
        assertThatThrownBy(() -> read(hostile)).isInstanceOf(RefusedException.class);
    }

    private static Tarball read(byte[] packed) throws IOException, RefusedException {
        return Tarball.read(new ByteArrayInputStream(packed), packed.length, new StrictJson());
    }

    private static byte[] with(String path, String content) throws IOException {
        return new TarballMaker().file("package/package.json", GOOD).file(path, content).gzip();
    }

    private static byte[] withLongName() throws IOException {
        return new TarballMaker()
                .file("package/package.json", GOOD)
                .longName(2 << 20)
                .file("package/x", "")
                .gzip();
    }

    private static byte[] single(String manifest) throws IOException {
        return new TarballMaker().file("package/package.json", manifest).gzip();
    }

    /** A second archive behind the end of the first: some readers go on, some do not. */
    private static byte[] joinedTars(byte[] tar) throws IOException {
        byte[] second = new TarballMaker().file("package/package.json", GOOD).tar();
        return TarballMaker.gzip(joined(tar, second));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** Unpacks to more than 64 MiB and shrinks a thousandfold. */
    private static byte[] bomb() throws IOException {
        String zeros = new String(new byte[70 << 20], StandardCharsets.US_ASCII);
        return with("package/zeros", zeros);
    }
}
