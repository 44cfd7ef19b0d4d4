package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.StoredFile;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class ItemIdsTest {
    private static Parcel parcel(String repository, String name, String version, String file) {
        PackageKey key = new PackageKey(new RepositoryId(repository), LineFormat.named(name));
        StoredFile stored =
                new StoredFile(
                        key,
                        new Version(version),
                        new FileName(file),
                        SourceId.LOCAL,
                        1,
                        Set.of(Digest.sha256("0".repeat(64))),
                        Instant.EPOCH);
        ItemKey item = new ItemKey(key, new Version(version), Optional.of(new FileName(file)));
        return new Parcel(item, name, version, List.of(new Parcel.Part(stored, "pkg")));
    }

    @Test
    void theyFollowFromTheCoordinatesAlone() {
        ItemIds ids = ItemIds.of(parcel("main", "dummy", "0.0.1", "dummy_unsigned-0.0.1.tar.gz"));

        assertThat(ids.perm()).isEqualTo("jqV8UaawDGG7").hasSize(12);
        assertThat(ids.slug()).startsWith("dummy_unsigned-0-0-1-tar-gz-").matches("[a-z0-9_-]+");
    }

    @Test
    void otherCoordinatesHaveOtherIds() {
        Set<ItemIds> all = new HashSet<>();
        Stream.of(
                        parcel("main", "a", "1", "f"),
                        parcel("other", "a", "1", "f"),
                        parcel("main", "b", "1", "f"),
                        parcel("main", "a", "2", "f"),
                        parcel("main", "a", "1", "g"),
                        parcel("main", "a1", "1", "f"),
                        parcel("main", "a", "11", "f"))
                .map(ItemIds::of)
                .forEach(all::add);

        assertThat(all).hasSize(7);
        assertThat(all).extracting(ItemIds::perm).doesNotHaveDuplicates();
        assertThat(all).extracting(ItemIds::slug).doesNotHaveDuplicates();
    }

    @Test
    void aLongNameIsCutAndAStrangeOneStaysSafe() {
        ItemIds ids = ItemIds.of(parcel("main", "a", "1", "\u00e9/".replace("/", "x").repeat(90)));

        assertThat(ids.slug()).hasSizeLessThan(100).matches("[a-z0-9_-]+");
    }
}
