package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What came upon packages after they came here: quarantine, tags, and how often they went. */
public interface StateView {
    /**
     * Of one package's items, at most one for each; those on which nothing was laid are left out.
     */
    List<ItemState> of(PackageKey key) throws IOException;

    /** How often files of one package were served; those that never were are left out. */
    List<FileUse> uses(PackageKey key) throws IOException;

    /** Names on which anything was laid, in order, after one and at most so many. */
    List<PackageName> names(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException;
}
