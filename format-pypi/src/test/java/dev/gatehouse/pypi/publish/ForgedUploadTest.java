package dev.gatehouse.pypi.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.pypi.archive.SdistMaker;
import dev.gatehouse.pypi.archive.ZipMaker;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

class ForgedUploadTest {
    private static final String WHEEL = "demo-1.0-py3-none-any.whl";
    private static final String TYPE = "multipart/form-data; boundary=" + FormMaker.BOUNDARY;

    private static final String NAMED = "Content-Disposition: form-data; name=\"x\"\r\n";

    @TempDir Path directory;
    private UploadDesk desk;
    private byte[] wheel;

    @BeforeEach
    void open() {
        desk = new UploadDesk(directory, "demo");
        wheel = ZipMaker.wheel("demo", "1.0").bytes();
    }

    private FormMaker form() {
        return FormMaker.upload("demo", "1.0", WHEEL, wheel);
    }

    @ParameterizedTest
    @CsvSource({
        "name, other, not one of the project 'other'",
        "name, demo-, project name 'demo-'",
        "version, 2.0, the version '1.0'",
        "version, one, none by PEP 440",
        "filetype, sdist, the file is 'bdist_wheel'",
        "pyversion, cp311, the file is 'py3'",
        "requires_python, >=3.8, the metadata in the file have '>=3.9'",
        "sha256_digest, abc, 64 hexadecimal digits",
        "blake2_256_digest, abc, 64 hexadecimal digits",
        "md5_digest, abc, the md5_digest 'abc'",
        ":action, submit, expected file_upload",
        "protocol_version, 2, expected file_upload of 1"
    })
    void aFormThatTellsAnotherThingThanTheFileIsRefused(String field, String value, String expected)
            throws Exception {
        var refusal = desk.send(form().with(field, value)).orElseThrow();

        assertThat(refusal).isInstanceOf(Refusal.Invalid.class);
        assertThat(refusal.text()).contains(expected);
        assertThat(desk.local().releases()).isEmpty();
    }

    @Test
    void aWheelWithAFileThatItsRecordTellsOtherwiseIsRefused() throws Exception {
        String forged = "demo/__init__.py,sha256=" + "A".repeat(43) + ",14\n";
        wheel =
                ZipMaker.wheel("demo", "1.0")
                        .file("demo-1.0.dist-info/RECORD.jws", "{}")
                        .replacing("demo-1.0.dist-info/RECORD", forged)
                        .bytes();

        var refusal = desk.send(form()).orElseThrow();

        assertThat(refusal).isInstanceOf(Refusal.Invalid.class);
        assertThat(refusal.text()).contains(WHEEL).contains("'demo/__init__.py'");
        assertThat(desk.local().releases()).isEmpty();
    }

    @Test
    void aDigestOfOtherBytesIsRefused() throws Exception {
        var refusal = desk.send(form().with("sha256_digest", "0".repeat(64))).orElseThrow();

        assertThat(refusal.text()).contains("the sha256_digest '000");
    }

    @ParameterizedTest
    @ValueSource(strings = {":action", "name", "version", "filetype", "content"})
    void aFormWithoutAFieldIsRefused(String field) throws Exception {
        assertThat(desk.send(form().without(field)).orElseThrow().text()).contains(field);
    }

    @Test
    void aFormWithoutAnyDigestIsRefused() throws Exception {
        FormMaker bare = form().without("sha256_digest").without("md5_digest");

        assertThat(desk.send(bare)).containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.send(form().without("sha256_digest"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "version", "sha256_digest", "filetype"})
    void aFieldThatIsThereTwiceIsRefused(String field) throws Exception {
        var refusal = desk.send(form().field(field, "x")).orElseThrow();

        assertThat(refusal.text()).contains("more than one field");
    }

    @Test
    void twoFilesAreRefused() throws Exception {
        var refusal = desk.send(form().file("content", WHEEL, wheel)).orElseThrow();

        assertThat(refusal.text()).contains("more than one file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo-1.0-py3-none-any.exe",
                "demo-1.0.zip",
                "demo-1.0.tar.gz.asc",
                "../demo-1.0-py3-none-any.whl",
                "demo-1.0-py3-none-any.whl/x.whl",
                "demo-1.0 -py3-none-any.whl",
                "-demo-1.0-py3-none-any.whl",
                "demo-1.0.whl",
                "other-1.0-py3-none-any.whl",
                "demo-1.0-1.1-2-3-4-py3-none-any.whl",
                ".whl"
            })
    void aFileNameThatIsNotTheDistributionsIsRefused(String name) throws Exception {
        FormMaker bent = FormMaker.upload("demo", "1.0", name, wheel);

        assertThat(desk.send(bent)).containsInstanceOf(Refusal.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"other, 1.0", "demo, 2.0"})
    void anArchiveOfAnotherNameOrVersionIsRefused(String name, String version) throws Exception {
        byte[] other = ZipMaker.wheel(name, version).bytes();
        byte[] source = SdistMaker.of(name, version).bytes();

        var asWheel = desk.send(FormMaker.upload("demo", "1.0", WHEEL, other));
        var asSource = desk.send(FormMaker.upload("demo", "1.0", "demo-1.0.tar.gz", source));

        assertThat(asWheel.orElseThrow().text()).contains(WHEEL, name + "-" + version);
        assertThat(asSource.orElseThrow().text()).contains(name + "-" + version);
    }

    @ParameterizedTest
    @CsvSource({"Name: demo, Name: other, other", "Version: 1.0, Version: 2.0, 2.0"})
    void metadataOfAnotherNameOrVersionAreRefused(String from, String to, String shown)
            throws Exception {
        String info = "demo-1.0.dist-info/";
        byte[] bent =
                new ZipMaker()
                        .file(info + "METADATA", ZipMaker.metadata("demo", "1.0").replace(from, to))
                        .file(info + "WHEEL", "")
                        .file(info + "RECORD", "")
                        .bytes();

        var refusal = desk.send(FormMaker.upload("demo", "1.0", WHEEL, bent)).orElseThrow();

        assertThat(refusal.text()).contains("'" + shown + "'").contains("the form has the");
    }

    @Test
    void bytesThatAreNoArchiveAreRefused() throws Exception {
        byte[] text = "<html></html>".getBytes(StandardCharsets.UTF_8);

        var asWheel = desk.send(FormMaker.upload("demo", "1.0", WHEEL, text));
        var asSource = desk.send(FormMaker.upload("demo", "1.0", "demo-1.0.tar.gz", wheel));

        assertThat(asWheel.orElseThrow().text()).contains("cannot be published");
        assertThat(asSource.orElseThrow().text()).contains("cannot be published");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAsSuch() throws Exception {
        byte[] large = new byte[(int) UploadDesk.MOST + 1];

        var refusal = desk.send(FormMaker.upload("demo", "1.0", WHEEL, large));
        var field = desk.send(form().with("name", "n".repeat(17 << 10)));
        var signature = desk.send(form().file("gpg_signature", "x.asc", new byte[65 << 10]));

        assertThat(refusal).containsInstanceOf(Refusal.TooLarge.class);
        assertThat(field).containsInstanceOf(Refusal.TooLarge.class);
        assertThat(signature).containsInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void aFormWithoutEndIsRefusedWhereverItIsCut() throws Exception {
        byte[] whole = form().bytes();
        for (int at = 0; at < whole.length - 4; at += 7) {
            Optional<Refusal> cut = desk.send(TYPE, Arrays.copyOf(whole, at));
            assertThat(cut).as("cut at %d", at).containsInstanceOf(Refusal.Invalid.class);
        }
        assertThat(desk.local().releases()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/mixed; boundary=x",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=a; boundary=b",
                "multipart/form-data; boundary=\"a\\b\"",
                "multipart/form-data; boundary=other"
            })
    void aBodyOfAnotherTypeIsRefused(String type) throws Exception {
        assertThat(desk.send(type, form().bytes())).containsInstanceOf(Refusal.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Disposition: attachment; name=\"name\"\r\n",
                "Content-Disposition: form-data\r\n",
                "Content-Disposition: form-data; filename=\"x\"\r\n",
                "Content-Disposition: form-data; name=\"name\"; name=\"version\"\r\n",
                "Content-Disposition: form-data; name=\"na\\\"me\"\r\n",
                "Content-Disposition: form-data; name*=utf-8''name\r\n",
                "Content-Disposition: form-data; name=\"x\"\r\n folded: y\r\n",
                "Content-Disposition: form-data; name=\"x\"\r\nno colon\r\n",
                NAMED + "Content-Disposition: form-data; name=\"y\"\r\n",
                NAMED + "Content-Transfer-Encoding: base64\r\n"
            })
    void aPartWhoseHeaderHasNoOneReadingIsRefused(String head) throws Exception {
        FormMaker bent = form().part("x", head, new byte[] {1});

        assertThat(desk.send(bent)).containsInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void headersAndNumbersOfPartsAreBounded() throws Exception {
        FormMaker many = new FormMaker();
        for (int i = 0; i < 5001; i++) {
            many.field("classifiers", "");
        }
        FormMaker wide = form().part("x", "X: " + "x".repeat(5000) + "\r\n", new byte[0]);

        assertThat(desk.send(many)).containsInstanceOf(Refusal.TooLarge.class);
        assertThat(desk.send(wide)).containsInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void aBoundaryInQuotesAndTextAroundThePartsAreTaken() throws Exception {
        byte[] form = form().bytes();
        byte[] whole = new byte[form.length + 4];
        System.arraycopy(form, 0, whole, 2, form.length);
        whole[0] = '\r';
        whole[1] = '\n';

        var refusal =
                desk.send("Multipart/Form-Data; boundary=\"" + FormMaker.BOUNDARY + "\"", whole);

        assertThat(refusal).isEmpty();
    }
}
