package dev.gatehouse.pypi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.StoredBytes;

import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

class SourceArchiveTest {
    @TempDir Path directory;

    @Test
    void aSourceDistributionTellsItsMetadata() throws Exception {
        SourceArchive archive = read(demo().bytes());

        assertThat(archive.top()).isEqualTo("demo-1.0");
        assertThat(CoreMetadata.parse(archive.metadata()).name()).isEqualTo("demo");
    }

    @Test
    void aPackageInfoFurtherBelowIsNotTheOne() throws Exception {
        byte[] bytes = demo().file("demo-1.0/demo.egg-info/PKG-INFO", "something else").bytes();

        assertThat(CoreMetadata.parse(read(bytes).metadata()).name()).isEqualTo("demo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.py",
                "demo-1.0/../../evil.py",
                "/etc/evil",
                "C:/evil",
                "demo-1.0\\evil",
                "other/file",
                "beside",
                "demo-1.0/setup.py",
                "./demo-1.0/setup.py"
            })
    void aPathThatLeadsOutOrIsThereTwiceIsRefused(String path) throws Exception {
        byte[] bytes = demo().file(path, "x").bytes();

        assertRefused(bytes, "an entry '", "two entries of the name", "expected one directory");
    }

    @ParameterizedTest
    @CsvSource({
        "demo-1.0/a, setup.py",
        "demo-1.0/sub/a, ../setup.py",
        "demo-1.0/sub/a, ./x/../../setup.py"
    })
    void aLinkThatStaysInsideIsTaken(String path, String target) throws Exception {
        assertThat(read(demo().link(path, target).bytes()).top()).isEqualTo("demo-1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "demo-1.0/a, /etc/passwd",
        "demo-1.0/a, ../x",
        "demo-1.0/sub/a, ../../demo-1.0/../x",
        "demo-1.0/sub/a, ../../other",
        "demo-1.0/a, C:/x",
        "demo-1.0/a, ..\\x",
        "demo-1.0/a, ."
    })
    void aLinkThatLeadsOutIsRefused(String path, String target) throws Exception {
        byte[] bytes = demo().link(path, target.equals(".") ? ".." : target).bytes();

        assertRefused(bytes, "leads out of it");
    }

    @Test
    void hardLinksDevicesAndPipesAreRefused() throws Exception {
        byte[] hard = demo().special("demo-1.0/a", TarConstants.LF_LINK, "etc/passwd").bytes();
        byte[] pipe = demo().special("demo-1.0/a", TarConstants.LF_FIFO, "").bytes();
        byte[] device = demo().special("demo-1.0/a", TarConstants.LF_BLK, "").bytes();

        assertRefused(hard, "leads out of it");
        assertRefused(pipe, "neither file, directory nor link");
        assertRefused(device, "neither file, directory nor link");
    }

    @Test
    void packageInfoMustBeThereOnceAsAFile() throws Exception {
        byte[] none = new SdistMaker().file("demo-1.0/setup.py", "").bytes();
        byte[] link =
                new SdistMaker()
                        .file("demo-1.0/x", ZipMaker.metadata("demo", "1.0"))
                        .link("demo-1.0/PKG-INFO", "x")
                        .bytes();
        byte[] twice = demo().file("demo-1.0/pkg-info", "x").bytes();

        assertRefused(none, "no PKG-INFO");
        assertRefused(link, "more than one reading");
        assertRefused(twice, "more than one reading");
    }

    @Test
    void aBombIsRefused() throws Exception {
        byte[] bytes = demo().file("demo-1.0/zero", "0".repeat(65 << 20)).bytes();

        assertRefused(bytes, "unpacks to more than");
    }

    @Test
    void aHeaderThatWouldFillTheMemoryIsRefused() throws Exception {
        byte[] bytes = demo().longName(1 << 20).file("demo-1.0/x", "x").bytes();

        assertRefused(bytes, "headers is too long");
    }

    @Test
    void bytesBehindTheEndAreRefused() throws Exception {
        byte[] tar = demo().tar();
        byte[] behind = joined(tar, SdistMaker.of("evil", "1.0").tar());

        assertRefused(SdistMaker.gzip(behind), "goes on behind its end");
        assertRefused(joined(SdistMaker.gzip(tar), SdistMaker.gzip(new byte[] {1})), "goes on");
        assertRefused(joined(SdistMaker.gzip(tar), new byte[] {1, 2, 3}), "");
    }

    @Test
    void aCutArchiveIsRefused() throws Exception {
        byte[] good = demo().bytes();
        for (int at = 0; at < good.length; at++) {
            assertRefused(Arrays.copyOf(good, at), "");
        }
    }

    private static SdistMaker demo() throws IOException {
        return SdistMaker.of("demo", "1.0");
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private SourceArchive read(byte[] bytes) throws Exception {
        return SourceArchive.read(Written.to(directory, bytes));
    }

    private void assertRefused(byte[] bytes, String... oneOf) throws Exception {
        StoredBytes source = Written.to(directory, bytes);
        assertThatThrownBy(() -> SourceArchive.read(source))
                .isInstanceOf(BadArchiveException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(oneOf));
    }
}
