package dev.gatehouse.core.format;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.StoredFile;

import java.util.List;
import java.util.Optional;

/**
 * The stored files of one version, all of one source.
 *
 * @param local what was published under the name, if the version is of it
 */
public record StoredVersion(
        PackageKey key, Version version, List<StoredFile> files, Optional<LocalPackage> local) {
    public StoredVersion {
        files = List.copyOf(files);
    }

    /** The version as one item. */
    public ItemKey whole() {
        return new ItemKey(key, version, Optional.empty());
    }

    /** One file of it as an item. */
    public ItemKey only(FileName file) {
        return new ItemKey(key, version, Optional.of(file));
    }
}
