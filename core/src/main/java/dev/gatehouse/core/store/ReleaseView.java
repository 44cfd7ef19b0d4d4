package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Local names, stored files and the owners that versions are pinned to. */
public interface ReleaseView {
    /** What was published here, reserved names without versions included. */
    Optional<LocalPackage> local(PackageKey key) throws IOException;

    /** Local names in order, after one and at most so many: for listings. */
    List<PackageName> localNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException;

    /** Names of which any file is stored, published or cached, in order. */
    List<PackageName> storedNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException;

    Optional<StoredFile> file(PackageKey key, Version version, FileName file) throws IOException;

    /** All stored files of a package; of deleted local versions too. */
    List<StoredFile> files(PackageKey key) throws IOException;

    /** The source that each pinned version of a package belongs to. */
    Map<Version, SourceId> pins(PackageKey key) throws IOException;
}
