package dev.gatehouse.pypi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class WheelRecordTest {
    private static final String RECORD = "demo-1.0.dist-info/RECORD";
    private static final String INIT = "print('demo')\n";

    @TempDir Path directory;

    @Test
    void aWheelWhoseFilesAreAsItsRecordSaysIsRead() throws Exception {
        String record = line("demo/__init__.py", INIT) + line("demo/a,b.txt", "text") + RECORD;

        assertThatCode(() -> read(wheel(record + ",,\n").file("demo/a,b.txt", "text")))
                .doesNotThrowAnyException();
        assertThatCode(() -> read(recordFirst(record))).doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsNotWhatItsRecordSaysIsRefusedByItsName() {
        String record = line("demo/__init__.py", "print('other')\n");

        assertRefused(
                record,
                "its RECORD has the sha256=" + hash("print('other')\n") + " for 'demo/__init__.py'",
                "the file has sha256=" + hash(INIT));
    }

    @Test
    void aFileThatOnlyTheRecordHasIsRefusedByItsName() {
        assertRefused(line("demo/gone.py", "x"), "lists 'demo/gone.py', which is not in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256=", "sha256=abc", "sha256=$$$", "sha256=%s/", "sha256=%s=x"})
    void aMalformedDigestIsTheDigestOfNothing(String hash) {
        assertRefused("demo/__init__.py," + hash.formatted(hash(INIT)) + ",14\n", "__init__.py'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "demo/__init__.py,,\n",
                "demo/__init__.py",
                "demo/__init__.py,md5=abc,14\n",
                "demo/__init__.py,sha512=abc,14\n",
                "demo/__init__.py,sha256=%s=,14\n",
                "demo/__init__.py,sha256=%s\r\n",
                "\"demo/__init__.py\",\"sha256=%s\",\"14\"\r\n",
                "demo/gone.pyc,,\n"
            })
    void whatTheRecordDoesNotTellBySha256IsNotChecked(String record) {
        assertThatCode(() -> read(wheel(record.formatted(hash(INIT))))).doesNotThrowAnyException();
    }

    @Test
    void aRecordThatIsNoTextIsRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        ZipMaker.wheel("demo", "1.0")
                                                .without(RECORD)
                                                .file(RECORD, new byte[] {(byte) 0xff, 'a'})))
                .isInstanceOf(BadArchiveException.class)
                .hasMessage("its RECORD is not in UTF-8");
    }

    @Test
    void aRecordOfUnbelievableLengthIsRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        ZipMaker.wheel("demo", "1.0")
                                                .without(RECORD)
                                                .file(RECORD, new byte[33 << 20])))
                .isInstanceOf(BadArchiveException.class)
                .hasMessageContaining("RECORD of more than");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b,c|a;b;c",
                "a|a",
                "a,,|a;;",
                "\"a,b\",c|a,b;c",
                "\"a\"\"b\",c|a\"b;c",
                "\"a\"b,c|ab;c",
                "a\"b,c|a\"b;c",
                "\"a|a",
                "\"\",b|;b"
            })
    void rowsAreReadAsPythonReadsThem(String row, String fields) {
        assertThat(new CsvRows(row).next().map(r -> String.join(";", r))).contains(fields);
        assertThat(new CsvRows(row + "\r\nx").next().map(r -> String.join(";", r)))
                .contains(row.equals("\"a") ? "a\r\nx" : fields);
    }

    @Test
    void emptyLinesAreNoRows() {
        CsvRows rows = new CsvRows("\n\na\r\n\nb");

        assertThat(rows.next()).contains(List.of("a"));
        assertThat(rows.next()).contains(List.of("b"));
        assertThat(rows.next()).isEqualTo(Optional.empty());
    }

    private static ZipMaker wheel(String record) {
        return ZipMaker.wheel("demo", "1.0").replacing(RECORD, record);
    }

    private static ZipMaker recordFirst(String record) {
        return new ZipMaker()
                .file(RECORD, record)
                .file("demo/a,b.txt", "text")
                .file("demo/__init__.py", INIT)
                .file("demo-1.0.dist-info/WHEEL", "")
                .file("demo-1.0.dist-info/METADATA", ZipMaker.metadata("demo", "1.0"));
    }

    private static String line(String path, String content) {
        String shown = path.contains(",") ? '"' + path + '"' : path;
        return "%s,sha256=%s,%d\n".formatted(shown, hash(content), content.length());
    }

    private static String hash(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Digest.compute(DigestAlgorithm.SHA256, bytes)
                .base64()
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");
    }

    private Wheel read(ZipMaker wheel) throws Exception {
        return Wheel.read(Written.to(directory, wheel.bytes()));
    }

    private void assertRefused(String record, String... parts) {
        assertThatThrownBy(() -> read(wheel(record)))
                .isInstanceOf(BadArchiveException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
