package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which upstream has supplied which package. */
public interface ProvenanceView {
    /** Of one package, at most one for each upstream. */
    List<Provenance> of(PackageKey key) throws IOException;

    /** Of a repository's format, in order of names, after one and at most so many names. */
    List<Provenance> list(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException;
}
