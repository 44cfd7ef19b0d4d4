package dev.gatehouse.pypi.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.pypi.archive.SdistMaker;
import dev.gatehouse.pypi.archive.ZipMaker;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Distributions that are sent without a form, shown and deleted one by one. */
class ShipTest {
    private static final Version KEY = new Version("1");
    private static final String SDIST = "demo_pkg-1.0.tar.gz";
    private static final String WHEEL = "Demo_Pkg-1.0-py3-none-any.whl";

    @TempDir private Path directory;
    private UploadDesk desk;
    private byte[] sdist;
    private byte[] wheel;

    @BeforeEach
    void open() throws Exception {
        desk = new UploadDesk(directory, "demo-pkg");
        sdist = SdistMaker.of("demo_pkg", "1.0").bytes();
        wheel = ZipMaker.wheel("Demo_Pkg", "1.0").bytes();
    }

    private List<Parcel> parcels(Optional<LocalPackage> local) {
        return desk.packaging()
                .parcels(
                        new StoredVersion(
                                desk.local().key(),
                                KEY,
                                desk.local().find(KEY).orElseThrow().files(),
                                local));
    }

    private List<String> stored() {
        return desk.local().find(KEY).map(LocalRelease::files).orElse(List.of()).stream()
                .map(StoredFile::file)
                .map(FileName::value)
                .toList();
    }

    @Test
    void nameAndVersionAreThoseOfTheFilesOwnMetadata() throws Exception {
        assertThat(desk.ship(SDIST, sdist)).isEmpty();
        assertThat(desk.ship(WHEEL, wheel)).isEmpty();

        assertThat(stored()).containsExactlyInAnyOrder(SDIST, WHEEL, WHEEL + ".metadata");
        assertThat(desk.ship(SDIST, sdist)).containsInstanceOf(Refusal.Exists.class);
        assertThat(desk.ship("demo_pkg-2.0.tar.gz", sdist)).isPresent();
        assertThat(desk.ship("demo_pkg-1.0.tar.gz", wheel)).isPresent();
    }

    @Test
    void aWheelAndASourceDistributionAreTwoPackagesUnderTheNameThatTheyDeclare() throws Exception {
        desk.ship(SDIST, sdist);
        desk.ship(WHEEL, wheel);

        List<Parcel> declared = parcels(Optional.of(desk.local()));
        List<Parcel> cached = parcels(Optional.empty());

        assertThat(declared)
                .extracting(Parcel::name)
                .containsExactlyInAnyOrder("demo_pkg", "Demo_Pkg");
        assertThat(cached)
                .extracting(Parcel::name)
                .containsExactlyInAnyOrder("demo_pkg", "Demo_Pkg");
        assertThat(declared).extracting(Parcel::version).containsOnly("1.0");
        Parcel first =
                declared.stream()
                        .filter(p -> p.primary().file().value().equals(WHEEL))
                        .findFirst()
                        .orElseThrow();
        assertThat(first.parts()).extracting(Parcel.Part::tag).containsExactly("pkg", "metadata");
        assertThat(
                        desk.packaging()
                                .facts(
                                        first,
                                        new Packaging.Told<>(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(desk.local())))
                                .architectures())
                .containsExactly("any");
    }

    @Test
    void oneOfTwoIsDeletedAndComesBackOnlyWithTheSameBytes() throws Exception {
        desk.ship(SDIST, sdist);
        desk.ship(WHEEL, wheel);
        Parcel gone =
                parcels(Optional.of(desk.local())).stream()
                        .filter(p -> p.primary().file().value().equals(WHEEL))
                        .findFirst()
                        .orElseThrow();

        assertThat(desk.edit(desk.packaging().delete(gone))).isEmpty();

        assertThat(stored()).containsExactly(SDIST);
        assertThat(desk.local().find(KEY).orElseThrow().isAvailable()).isTrue();
        assertThat(desk.edit(desk.packaging().delete(gone)))
                .containsInstanceOf(Refusal.NotFound.class);
        byte[] other = ZipMaker.wheel("Demo_Pkg", "1.0").file("more.py", "more").bytes();
        assertThat(desk.ship(WHEEL, other)).containsInstanceOf(Refusal.Conflict.class);
        assertThat(desk.ship(WHEEL, wheel)).isEmpty();
    }

    @Test
    void withItsLastFileAVersionIsDeleted() throws Exception {
        desk.ship(SDIST, sdist);
        Parcel only = parcels(Optional.of(desk.local())).getFirst();

        assertThat(desk.edit(desk.packaging().delete(only))).isEmpty();

        assertThat(desk.local().available()).isEmpty();
        assertThat(desk.local().find(KEY)).isPresent();
    }
}
