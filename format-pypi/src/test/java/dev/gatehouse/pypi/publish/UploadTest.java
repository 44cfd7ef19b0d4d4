package dev.gatehouse.pypi.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.pypi.archive.SdistMaker;
import dev.gatehouse.pypi.archive.ZipMaker;
import dev.gatehouse.pypi.simple.PypiFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

class UploadTest {
    private static final String WHEEL = "Demo_Pkg-1.0-py3-none-any.whl";
    private static final Version KEY = new Version("1");

    @TempDir Path directory;
    private UploadDesk desk;
    private byte[] wheel;
    private byte[] sdist;

    @BeforeEach
    void open() throws Exception {
        desk = new UploadDesk(directory, "demo-pkg");
        wheel = ZipMaker.wheel("Demo_Pkg", "1.0").bytes();
        sdist = SdistMaker.of("demo_pkg", "1.0").bytes();
    }

    private FormMaker wheelForm() {
        return FormMaker.upload("Demo.Pkg", "1.0", WHEEL, wheel);
    }

    private FormMaker sdistForm() {
        return FormMaker.upload("Demo.Pkg", "1.0.0", "demo_pkg-1.0.tar.gz", sdist);
    }

    @Test
    void aWheelIsListedWithWhatItsMetadataSay() throws Exception {
        assertThat(desk.send(wheelForm())).isEmpty();

        assertThat(desk.local().releases()).containsOnlyKeys(KEY);
        PypiFile file = desk.files().getFirst();
        byte[] metadata = desk.bytes(WHEEL + ".metadata");
        assertThat(file.name()).isEqualTo(new FileName(WHEEL));
        assertThat(file.requiresPython()).contains(">=3.9");
        assertThat(file.uploadTime()).contains("2026-11-22T00:00:00.123456Z");
        assertThat(file.size()).hasValue(wheel.length);
        assertThat(file.coreMetadata())
                .contains(Map.of("sha256", Digest.compute(DigestAlgorithm.SHA256, metadata).hex()));
        assertThat(new String(metadata, StandardCharsets.UTF_8))
                .isEqualTo(ZipMaker.metadata("Demo_Pkg", "1.0"));
        assertThat(desk.bytes(WHEEL)).isEqualTo(wheel);
    }

    @Test
    void aSourceDistributionJoinsTheVersionThatIsSpelledOtherwise() throws Exception {
        assertThat(desk.send(wheelForm())).isEmpty();
        assertThat(desk.send(sdistForm())).isEmpty();

        assertThat(desk.local().releases()).containsOnlyKeys(KEY);
        assertThat(desk.files())
                .extracting(f -> f.name().value())
                .containsExactly(WHEEL, "demo_pkg-1.0.tar.gz");
    }

    @Test
    void theOrderOfThePartsDoesNotMatter() throws Exception {
        assertThat(desk.send(wheelForm().fileFirst())).isEmpty();
        assertThat(desk.send(wheelForm().fileFirst())).containsInstanceOf(Refusal.Exists.class);
    }

    @Test
    void aFileThatExistsIsRefusedBeforeItIsRead() throws Exception {
        desk.send(wheelForm());
        int before = desk.drafts();
        byte[] other = ZipMaker.wheel("Demo_Pkg", "1.0").file("demo_pkg/x.py", "").bytes();

        var same = desk.send(wheelForm());
        var differs = desk.send(FormMaker.upload("demo-pkg", "1.0", WHEEL, other));

        assertThat(same.orElseThrow().text())
                .isEqualTo("File already exists: " + WHEEL + ", with the same bytes");
        assertThat(differs.orElseThrow()).isInstanceOf(Refusal.Exists.class);
        assertThat(differs.orElseThrow().text()).contains("File already exists", "other bytes");
        assertThat(desk.drafts()).isEqualTo(before);
        assertThat(desk.bytes(WHEEL)).isEqualTo(wheel);
    }

    @Test
    void aVersionHasOneSourceDistribution() throws Exception {
        desk.send(sdistForm());
        byte[] other = SdistMaker.of("demo-pkg", "1.0").bytes();

        var second = desk.send(FormMaker.upload("demo-pkg", "1.0", "demo-pkg-1.0.tar.gz", other));

        assertThat(second.orElseThrow().text())
                .contains("File already exists: demo_pkg-1.0.tar.gz");
    }

    @Test
    void aSignatureIsKeptBesideTheFile() throws Exception {
        byte[] armored = "-----BEGIN PGP SIGNATURE-----\n\nabc\n".getBytes(StandardCharsets.UTF_8);

        var refused = desk.send(wheelForm().file("gpg_signature", "x.asc", sdist));
        assertThat(refused).containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.send(wheelForm().file("gpg_signature", "x.asc", armored))).isEmpty();

        assertThat(desk.bytes(WHEEL + ".asc")).isEqualTo(armored);
        assertThat(desk.files().getFirst().gpgSig()).contains(true);
    }

    @Test
    void attestationsOfThisFileAreKeptAsItsProvenance() throws Exception {
        String good = attestations(WHEEL, Digest.compute(DigestAlgorithm.SHA256, wheel).hex());

        assertThat(desk.send(wheelForm().field("attestations", good))).isEmpty();

        var provenance = new JsonMapper().readTree(desk.bytes(WHEEL + ".provenance"));
        assertThat(provenance.path("version").asInt()).isEqualTo(1);
        var bundle = provenance.path("attestation_bundles").path(0);
        assertThat(bundle.path("publisher").path("kind").asString()).isEqualTo("Gatehouse");
        assertThat(bundle.path("attestations")).isEqualTo(new JsonMapper().readTree(good));
        assertThat(desk.files().getFirst().provenance()).isPresent();
    }

    @Test
    void attestationsOfAnotherFileAreRefused() throws Exception {
        String sha256 = Digest.compute(DigestAlgorithm.SHA256, wheel).hex();

        for (String bad :
                new String[] {
                    attestations("other-1.0-py3-none-any.whl", sha256),
                    attestations(WHEEL, "0".repeat(64)),
                    attestations(WHEEL, sha256).replace("\"version\":1", "\"version\":2"),
                    "[]",
                    "{}",
                    "[1]",
                    "nonsense",
                    "[" + "[".repeat(5000)
                }) {
            assertThat(desk.send(wheelForm().field("attestations", bad)))
                    .as(bad)
                    .containsInstanceOf(Refusal.Invalid.class);
        }
        assertThat(desk.local().releases()).isEmpty();
    }

    @Test
    void yankingMarksEveryFileAndThoseThatCome() throws Exception {
        desk.send(wheelForm());

        assertThat(desk.command(new LocalCommand.Yank(new Version("1.0.0"), "broken"))).isEmpty();
        desk.send(sdistForm());
        var yanked = desk.files();
        assertThat(desk.command(new LocalCommand.Unyank(new Version("1.0")))).isEmpty();

        assertThat(yanked).hasSize(2).allMatch(f -> f.yanked().equals(Optional.of("broken")));
        assertThat(desk.files()).hasSize(2).allMatch(f -> f.yanked().isEmpty());
    }

    @Test
    void aDeletedVersionIsNotListedAndComesBackWithWhatIsUploaded() throws Exception {
        desk.send(wheelForm());
        desk.send(sdistForm());

        assertThat(desk.command(new LocalCommand.Delete(new Version("1.0")))).isEmpty();
        var deleted = desk.files();
        var state = desk.local().find(KEY).orElseThrow().state();
        var again = desk.command(new LocalCommand.Yank(new Version("1.0"), ""));
        desk.send(wheelForm());

        assertThat(deleted).isEmpty();
        assertThat(state).isEqualTo(LocalRelease.State.DELETED);
        assertThat(again).containsInstanceOf(Refusal.NotFound.class);
        assertThat(desk.files()).extracting(f -> f.name().value()).containsExactly(WHEEL);
    }

    @Test
    void noFileOfADeletedVersionComesBackWithOtherBytes() throws Exception {
        desk.send(wheelForm());
        desk.send(sdistForm());
        desk.command(new LocalCommand.Yank(KEY, "broken"));
        desk.command(new LocalCommand.Delete(KEY));
        desk.send(wheelForm());
        byte[] other = SdistMaker.of("demo-pkg", "1.0").bytes();

        var refused = desk.send(FormMaker.upload("demo-pkg", "1.0", "demo-pkg-1.0.tar.gz", other));
        var taken = desk.send(sdistForm());

        assertThat(refused.orElseThrow()).isInstanceOf(Refusal.Conflict.class);
        assertThat(taken).isEmpty();
        assertThat(desk.files()).hasSize(2).allMatch(f -> f.yanked().isEmpty());
    }

    @Test
    void aVersionThatIsNotHereCannotBeEdited() {
        assertThat(desk.command(new LocalCommand.Delete(new Version("7"))).orElseThrow().text())
                .isEqualTo("demo-pkg has no version 7 here");
    }

    private static String attestations(String file, String sha256) {
        String statement =
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"%s\",\"digest\":{\"sha256\":\"%s\"}}]}"
                        .formatted(file, sha256);
        String base64 =
                Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
        return "[{\"version\":1,\"verification_material\":{\"certificate\":\"x\",\"transparency_entries\":[]},\"envelope\":{\"statement\":\"%s\",\"signature\":\"c2ln\"}}]"
                .formatted(base64);
    }
}
