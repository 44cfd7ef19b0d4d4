package dev.gatehouse.pypi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.StoredBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class WheelTest {
    private static final String INFO = "demo-1.0.dist-info/";

    @TempDir Path directory;

    @Test
    void aWheelTellsItsMetadata() throws Exception {
        Wheel wheel = read(ZipMaker.wheel("demo", "1.0").bytes());

        assertThat(wheel.distInfo()).isEqualTo("demo-1.0");
        assertThat(CoreMetadata.parse(wheel.metadata()).version()).isEqualTo("1.0");
    }

    @Test
    void aWheelThatWasWrittenToAStreamIsRead() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) { // sizes follow the contents
            for (String name : List.of("demo/ü.py", INFO + "WHEEL", INFO + "RECORD")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry("demo/"));
            zip.putNextEntry(new ZipEntry(INFO + "METADATA"));
            zip.write(ZipMaker.metadata("demo", "1.0").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(out.toByteArray()).distInfo()).isEqualTo("demo-1.0");
    }

    @Test
    void storedEntriesAreRead() throws Exception {
        byte[] bytes = ZipMaker.wheel("demo", "1.0").file("demo/x", "abc").stored().bytes();

        assertThat(read(bytes).distInfo()).isEqualTo("demo-1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.py",
                "demo/../../evil.py",
                "/etc/cron.d/evil",
                "C:/evil.py",
                "demo\\..\\evil.py",
                "demo//x.py",
                "demo/\u0000x.py",
                "demo/__init__.py",
                "./demo/__init__.py",
                "demo/./__init__.py"
            })
    void aPathThatLeadsOutOrIsThereTwiceIsRefused(String path) throws Exception {
        byte[] bytes = ZipMaker.wheel("demo", "1.0").file(path, "x").bytes();

        assertRefused(bytes, "an entry '", "two entries of the name");
    }

    static Stream<Arguments> bent() {
        ZipMaker good = ZipMaker.wheel("demo", "1.0");
        byte[] second = ZipMaker.wheel("demo", "2.0").bytes();
        return Stream.of(
                Arguments.of("another name in the directory", extra().listedAs("demo/y.py")),
                Arguments.of("an entry that is not in the directory", extra().hidden()),
                Arguments.of("another checksum in the directory", extra().withListedCrc(7)),
                Arguments.of("another size in the directory", extra().withListedSize(1)),
                Arguments.of("a link", extra().asLink()),
                Arguments.of("encryption", extra().withFlags(0x801)),
                Arguments.of("an unusual method", extra().withMethod(12)),
                Arguments.of(
                        "a name in an unknown coding", good.file("demo/ü.py", "x").withFlags(0)),
                Arguments.of("a second name in a field", extra().withExtra(unicodeName())),
                Arguments.of("bytes in front", ZipMaker.wheel("demo", "1.0").beginningWith(second)),
                Arguments.of(
                        "bytes before the directory",
                        ZipMaker.wheel("demo", "1.0").withGap(new byte[30])),
                Arguments.of("another directory", ZipMaker.wheel("demo", "1.0").withGap(second)),
                Arguments.of("a comment", ZipMaker.wheel("demo", "1.0").withComment(second)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bent")
    void aWheelWithTwoReadingsIsRefused(String what, ZipMaker bent) throws Exception {
        assertRefused(bent.bytes(), "");
    }

    @Test
    void onlyWhoUnpacksAllSeesThatAFileBeforeADescriptorIsLonger() throws Exception {
        byte[] bytes = extra().withFlags(0x808).withListedSize(2).bytes();

        assertThat(Wheel.glance(Written.to(directory, bytes)).distInfo()).isEqualTo("demo-1.0");
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(BadArchiveException.class);
    }

    @Test
    void aGlanceReadsTheMetadataAndHardlyMore() throws Exception {
        byte[] big = new byte[3 << 20];
        new SplittableRandom(7).nextBytes(big);
        byte[] bytes = ZipMaker.wheel("demo", "1.0").file("demo/big", big).stored().bytes();
        StoredBytes source = Written.to(directory, bytes);
        AtomicLong count = new AtomicLong();

        Wheel wheel = Wheel.glance(() -> new CountingChannel(source.open(), count));

        assertThat(wheel).isEqualTo(read(bytes));
        assertThat(count).hasValueBetween(100L, 100_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"METADATA", "WHEEL", "RECORD"})
    void aWheelWithoutOneOfItsPapersIsRefused(String paper) throws Exception {
        byte[] without = ZipMaker.wheel("demo", "1.0").without(INFO + paper).bytes();
        byte[] twice =
                ZipMaker.wheel("demo", "1.0")
                        .file(INFO + paper.toLowerCase(Locale.ROOT), "x")
                        .bytes();

        assertRefused(without, "expected one .dist-info directory");
        assertRefused(twice, "more than one spelling");
    }

    @Test
    void twoInfoDirectoriesAreRefused() throws Exception {
        byte[] bytes =
                ZipMaker.wheel("demo", "1.0").file("other-1.0.dist-info/LICENSE", "x").bytes();

        assertRefused(bytes, "2 directories");
    }

    @Test
    void aBombIsRefused() throws Exception {
        byte[] bytes = ZipMaker.wheel("demo", "1.0").file("demo/zero", new byte[65 << 20]).bytes();

        assertThat(bytes).hasSizeLessThan(200_000);
        assertRefused(bytes, "unpacks to more than");
    }

    @Test
    void anEntryInsideAnotherIsRefused() throws Exception {
        // Both ways of reading see an entry of the same name, but one inside a stored file.
        byte[] inner = ZipMaker.wheel("demo", "1.0").bytes();
        byte[] outer = ZipMaker.wheel("demo", "1.0").file("demo/in.zip", inner).stored().bytes();

        assertThat(read(outer).distInfo()).isEqualTo("demo-1.0");
        for (int at : indexesOf(outer, "PK\1\2")) {
            byte[] bent = outer.clone();
            bent[at + 42] ^= 1;
            StoredBytes source = Written.to(directory, bent);
            assertThatThrownBy(() -> Wheel.read(source)).isInstanceOf(BadArchiveException.class);
            assertRefusedOrSame(() -> Wheel.glance(source), outer);
        }
    }

    @Test
    void aWheelThatIsCutOrFlippedAnywhereIsNeverReadAsAnother() throws Exception {
        byte[] good = ZipMaker.wheel("demo", "1.0").bytes();
        for (int at = 0; at < good.length; at++) {
            assertRefused(Arrays.copyOf(good, at), "");
            byte[] flipped = good.clone();
            flipped[at] ^= 0x10;
            StoredBytes source = Written.to(directory, flipped);
            assertRefusedOrSame(() -> Wheel.read(source), good);
            assertRefusedOrSame(() -> Wheel.glance(source), good);
        }
    }

    private void assertRefusedOrSame(Callable<Wheel> reading, byte[] good) throws Exception {
        try {
            assertThat(reading.call().metadata()).isEqualTo(read(good).metadata());
        } catch (BadArchiveException refused) {
            assertThat(refused).hasMessageStartingWith("");
        }
    }

    private static ZipMaker extra() {
        return ZipMaker.wheel("demo", "1.0").file("demo/x.py", "xyz");
    }

    private static byte[] unicodeName() {
        return new byte[] {0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 'y'};
    }

    private static List<Integer> indexesOf(byte[] bytes, String text) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return IntStream.range(0, all.length())
                .filter(i -> all.startsWith(text, i))
                .boxed()
                .toList();
    }

    /** What both ways of reading see. */
    private Wheel read(byte[] bytes) throws Exception {
        Wheel wheel = Wheel.read(Written.to(directory, bytes));
        assertThat(Wheel.glance(Written.to(directory, bytes))).isEqualTo(wheel);
        return wheel;
    }

    private void assertRefused(byte[] bytes, String... oneOf) throws Exception {
        StoredBytes source = Written.to(directory, bytes);
        assertThatThrownBy(() -> Wheel.read(source))
                .isInstanceOf(BadArchiveException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(oneOf));
        assertThatThrownBy(() -> Wheel.glance(source))
                .isInstanceOf(BadArchiveException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(oneOf));
    }
}
