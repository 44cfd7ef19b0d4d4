package dev.gatehouse.npm.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tarballs that are sent without a packument. */
class ShipTest {
    private static final String NAME = "@acme/ui";

    @TempDir private Path directory;
    private PublishDesk desk;

    @BeforeEach
    void open() {
        desk = new PublishDesk(directory, NAME);
    }

    private Optional<Refusal> ship(String manifest, Map<String, String> words) throws IOException {
        byte[] tarball = new TarballMaker().file("package/package.json", manifest).gzip();
        BlobDraft draft = desk.draft();
        draft.sink().write(tarball);
        return desk.ship(
                new Shipment(
                        words,
                        List.of(new Shipment.Item("package_file", "any.tgz", draft)),
                        false,
                        "ci"));
    }

    private Map<String, String> tags() {
        return desk.format().localIndex(desk.local()).document().distTags();
    }

    @Test
    void nameVersionAndTheRestAreThoseOfThePackageJson() throws Exception {
        Optional<Refusal> refusal =
                ship(
                        "{\"name\":\"@acme/ui\",\"version\":\"v1.0.0\",\"description\":\"A"
                                + " UI\",\"license\":\"MIT\",\"bin\":\"cli.js\"}",
                        Map.of());

        assertThat(refusal).isEmpty();
        String manifest = desk.local().find(new Version("1.0.0")).orElseThrow().manifest();
        assertThat(manifest).contains("\"bin\":{\"ui\":\"cli.js\"}", "\"description\":\"A UI\"");
        assertThat(tags()).isEqualTo(Map.of("latest", "1.0.0"));
    }

    @Test
    void aDistTagCanBeTold() throws Exception {
        ship(TarballMaker.manifest(NAME, "1.0.0"), Map.of());
        ship(TarballMaker.manifest(NAME, "2.0.0-beta.1"), Map.of("npm_dist_tag", "next"));

        assertThat(tags()).isEqualTo(Map.of("latest", "1.0.0", "next", "2.0.0-beta.1"));
    }

    @Test
    void whatIsThereOrNotFitToBePublishedIsRefused() throws Exception {
        ship(TarballMaker.manifest(NAME, "1.0.0"), Map.of());

        assertThat(ship(TarballMaker.manifest(NAME, "1.0.0"), Map.of()))
                .containsInstanceOf(Refusal.Exists.class);
        for (String manifest :
                List.of(
                        "{\"version\":\"1.0.0\"}",
                        "{\"name\":\"@acme/ui\"}",
                        "{\"name\":\"@acme/ui\",\"version\":\"one\"}",
                        "[]")) {
            assertThat(ship(manifest, Map.of())).as(manifest).isPresent();
        }
    }

    @Test
    void aVersionIsOnePackageWithItsDistTags() throws Exception {
        ship(
                "{\"name\":\"@acme/ui\",\"version\":\"1.0.0\",\"description\":\"A"
                        + " UI\",\"license\":{\"type\":\"MIT\"}}",
                Map.of());
        Version version = new Version("1.0.0");
        var local = desk.local();
        Packaging<NpmRelease, NpmDocument> packaging = desk.format().packaging().orElseThrow();

        Parcel parcel =
                packaging
                        .parcels(
                                new StoredVersion(
                                        local.key(),
                                        version,
                                        local.find(version).orElseThrow().files(),
                                        Optional.of(local)))
                        .getFirst();
        var index = desk.format().localIndex(local);
        Facts facts =
                packaging.facts(
                        parcel,
                        new Packaging.Told<>(
                                Optional.ofNullable(index.releases().get(version)),
                                Optional.of(index.document()),
                                Optional.of(local)));

        assertThat(parcel.name()).isEqualTo(NAME);
        assertThat(parcel.primary().file().value()).isEqualTo("ui-1.0.0.tgz");
        assertThat(facts.summary()).isEqualTo("A UI");
        assertThat(facts.license()).isEqualTo("MIT");
        assertThat(facts.tags()).containsExactly("latest");
        assertThat(packaging.path(local.key().name(), version, parcel.primary().file()))
                .isEqualTo("@acme/ui/-/ui-1.0.0.tgz");
        assertThat(packaging.ship(parcel, facts, List.of(), "ci").words())
                .isEqualTo(Map.of("dist-tags", "latest"));
    }
}
