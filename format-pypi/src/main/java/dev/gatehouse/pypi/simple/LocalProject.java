package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.pypi.name.DistributionName;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is published here, in the same form as an upstream's. A release's manifest is the JSON of
 * its files, see {@link FileEntries}; hashes and sizes are those of the stored bytes, whatever the
 * manifest says, and what lies beside a file is offered if it is stored. Thread-safe.
 */
public final class LocalProject {
    private final FileEntries entries = new FileEntries();

    /** What is published here. */
    public ReleaseIndex<PypiRelease, PypiProject> localIndex(LocalPackage local) {
        return localIndex(local, Set.of());
    }

    /**
     * The same.
     *
     * @param signed the files that the repository itself has signed
     */
    public ReleaseIndex<PypiRelease, PypiProject> localIndex(
            LocalPackage local, Set<FileName> signed) {
        Map<Version, PypiRelease> releases = new LinkedHashMap<>();
        for (LocalRelease release : local.available()) {
            releases.put(release.version(), release(local.key().name(), release, signed));
        }
        return new ReleaseIndex<>(IndexKey.of(local.key().name()), releases, PypiProject.PLAIN, 0);
    }

    private PypiRelease release(PackageName name, LocalRelease release, Set<FileName> signed) {
        Map<FileName, StoredFile> stored = new HashMap<>();
        release.files().forEach(f -> stored.put(f.file(), f));
        List<PypiFile> files = new ArrayList<>();
        for (PypiFile file : entries.read(release.manifest())) {
            StoredFile bytes = stored.get(file.name());
            if (bytes != null) {
                files.add(file(file, bytes, stored, signed));
            }
        }
        String shown =
                files.stream()
                        .map(f -> DistributionName.of(name, f.name()))
                        .flatMap(Optional::stream)
                        .map(DistributionName::shown)
                        .findFirst()
                        .orElseGet(release.version()::value);
        return new PypiRelease(release.version(), shown, files);
    }

    private static PypiFile file(
            PypiFile said,
            StoredFile bytes,
            Map<FileName, StoredFile> stored,
            Set<FileName> signed) {
        boolean isSigned = beside(said, Companion.SIGNATURE, stored).isPresent();
        Optional<StoredFile> metadata = beside(said, Companion.METADATA, stored);
        Optional<StoredFile> attested = beside(said, Companion.PROVENANCE, stored);
        return new PypiFile(
                said.name(),
                URI.create(""),
                hashes(bytes),
                said.requiresPython(),
                said.yanked(),
                metadata.map(LocalProject::hashes),
                Optional.of(isSigned || signed.contains(said.name())),
                OptionalLong.of(bytes.size()),
                said.uploadTime(),
                attested.map(there -> URI.create("")));
    }

    private static Optional<StoredFile> beside(
            PypiFile file, Companion companion, Map<FileName, StoredFile> stored) {
        return companion.isPossible(file.name())
                ? Optional.ofNullable(stored.get(companion.of(file.name())))
                : Optional.empty();
    }

    /** Installers need no more than this one. */
    private static Map<String, String> hashes(StoredFile file) {
        return Map.of("sha256", file.sha256().hex());
    }
}
