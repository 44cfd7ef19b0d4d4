package dev.gatehouse.pypi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.archive.ZipMaker;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.simple.PypiFile;
import dev.gatehouse.pypi.simple.PypiRelease;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class WheelCompanionsTest {
    private static final PackageName DEMO = PypiNames.parse("demo");
    private static final String WHEEL = "demo-1.0-py3-none-any.whl";
    private static final String INFO = "demo-1.0.dist-info/";

    private final PypiFormat format = new PypiFormat(1 << 20, 451);
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                WHEEL,
                "Demo-1.0-py3-none-any.whl",
                "demo-1.0.0-1-cp39-abi3-linux_x86_64.whl"
            })
    void theMetadataOfAWheelAreMade(String file) throws Exception {
        var made = made(plain(file), ZipMaker.wheel("demo", "1.0").bytes());

        assertThat(made).containsOnlyKeys(new FileName(file + ".metadata"));
        assertThat(text(made)).isEqualTo(ZipMaker.metadata("demo", "1.0"));
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("no archive", "no archive".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("nothing", new byte[0]),
                Arguments.of("another name", ZipMaker.wheel("other", "1.0").bytes()),
                Arguments.of("another version", ZipMaker.wheel("demo", "2.0").bytes()),
                Arguments.of("another name inside", papers(ZipMaker.metadata("other", "1.0"))),
                Arguments.of("another version inside", papers(ZipMaker.metadata("demo", "1.1"))),
                Arguments.of("metadata that are none", papers("<html>")),
                Arguments.of("no METADATA", new ZipMaker().file(INFO + "WHEEL", "").bytes()),
                Arguments.of(
                        "two METADATA",
                        ZipMaker.wheel("demo", "1.0").file(INFO + "METADATA", "x").bytes()),
                Arguments.of(
                        "two spellings of METADATA",
                        ZipMaker.wheel("demo", "1.0").file(INFO + "metadata", "x").bytes()),
                Arguments.of(
                        "two projects",
                        ZipMaker.wheel("demo", "1.0")
                                .file("other-1.0.dist-info/METADATA", "x")
                                .bytes()),
                Arguments.of(
                        "a bomb",
                        ZipMaker.wheel("demo", "1.0").file("zeros", new byte[65 << 20]).bytes()),
                Arguments.of("a bomb of metadata", papers("Name: x\n".repeat(2 << 20))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void ofAWheelThatIsNotWhatItsNameSaysNothingIsMade(String what, byte[] wheel) throws Exception {
        assertThat(made(plain(WHEEL), wheel)).isEmpty();
    }

    @Test
    void nothingIsMadeWhereTheIndexOffersMetadata() throws Exception {
        byte[] wheel = ZipMaker.wheel("demo", "1.0").bytes();

        assertThat(made(offering(Map.of("sha256", "0".repeat(64))), wheel)).isEmpty();
        assertThat(made(offering(Map.of()), wheel)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo-1.0.tar.gz",
                "demo-1.0.zip",
                "demo-1.0.egg",
                "demo-latest-py3-none-any.whl"
            })
    void nothingIsMadeOfOtherFiles(String file) throws Exception {
        assertThat(made(plain(file), ZipMaker.wheel("demo", "1.0").bytes())).isEmpty();
    }

    private static byte[] papers(String metadata) {
        return new ZipMaker()
                .file(INFO + "METADATA", metadata)
                .file(INFO + "WHEEL", "")
                .file(INFO + "RECORD", "")
                .bytes();
    }

    private static PypiFile plain(String file) {
        return PypiFile.of(new FileName(file), URI.create("https://files.example/" + file));
    }

    private static PypiFile offering(Map<String, String> hashes) {
        PypiFile plain = plain(WHEEL);
        return new PypiFile(
                plain.name(),
                plain.location(),
                plain.hashes(),
                plain.requiresPython(),
                plain.yanked(),
                Optional.of(hashes),
                plain.gpgSig(),
                plain.size(),
                plain.uploadTime(),
                plain.provenance());
    }

    private Map<FileName, ByteBuffer> made(PypiFile file, byte[] content) throws IOException {
        Path path = Files.write(Files.createTempFile(directory, "wheel", ""), content);
        PypiRelease release = new PypiRelease(new Version("1"), "1.0", List.of(file));
        return format.companions(DEMO, release, file.name(), () -> FileChannel.open(path));
    }

    private static String text(Map<FileName, ByteBuffer> made) {
        return StandardCharsets.UTF_8.decode(made.values().iterator().next()).toString();
    }
}
