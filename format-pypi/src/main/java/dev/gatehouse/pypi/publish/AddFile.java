package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.DistributionName.Kind;
import dev.gatehouse.pypi.simple.FileEntries;
import dev.gatehouse.pypi.simple.HashNames;
import dev.gatehouse.pypi.simple.PypiFile;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds a file that was checked to its version; the first one makes the version. */
record AddFile(
        DistributionName name,
        Digest sha256,
        Optional<String> requiresPython,
        Declared declared,
        String by,
        FileEntries entries)
        implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        Optional<Refusal> taken = taken(current, name, Optional.of(sha256));
        if (taken.isPresent()) {
            return new Outcome.Rejected(taken.get());
        }
        Optional<LocalRelease> before = current.find(name.version());
        List<PypiFile> known = before.map(r -> entries.read(r.manifest())).orElse(List.of());
        if (known.stream().anyMatch(this::hasOtherBytes)) {
            return new Outcome.Rejected(Refuse.otherBytes(name.file()));
        }
        List<PypiFile> files = new ArrayList<>(known);
        files.removeIf(f -> f.name().equals(name.file()));
        files.add(entry(yanked(before, known), now));
        String manifest = entries.write(files);
        LocalRelease release =
                before.filter(LocalRelease::isAvailable)
                        .map(old -> old.with(manifest))
                        .orElseGet(() -> fresh(manifest, now));
        String text = "Published %s of %s.\n".formatted(name.file(), name.project());
        String document = declared.addedTo(current.document(), name.file());
        return new Outcome.Changed(current.with(release).with(document), Response.text(200, text));
    }

    /**
     * A file of a version that was deleted and has come back: its entry stays, though nothing is
     * listed that is not stored, so that it too can come back only with the same bytes.
     */
    private boolean hasOtherBytes(PypiFile known) {
        return isSame(name, known.name())
                && !sha256.hex().equals(known.hashes().getOrDefault("sha256", ""));
    }

    /** A file of a yanked version is yanked as the others are. */
    private static Optional<String> yanked(Optional<LocalRelease> before, List<PypiFile> known) {
        Set<FileName> stored =
                before.filter(LocalRelease::isAvailable).stream()
                        .flatMap(release -> release.files().stream())
                        .map(StoredFile::file)
                        .collect(Collectors.toSet());
        List<PypiFile> listed = known.stream().filter(f -> stored.contains(f.name())).toList();
        boolean all = !listed.isEmpty() && listed.stream().allMatch(f -> f.yanked().isPresent());
        return all ? listed.getFirst().yanked() : Optional.empty();
    }

    private LocalRelease fresh(String manifest, Instant now) {
        return new LocalRelease(
                name.version(), LocalRelease.State.AVAILABLE, manifest, now, by, List.of());
    }

    private PypiFile entry(Optional<String> yanked, Instant now) {
        return new PypiFile(
                name.file(),
                URI.create(""),
                HashNames.hashes(Set.of(sha256)),
                requiresPython,
                yanked,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(now.truncatedTo(ChronoUnit.MICROS).toString()),
                Optional.empty());
    }

    /**
     * Whether the file cannot be added because it, or another source distribution of the version,
     * is published already.
     *
     * @param sent the digest of what is uploaded, as far as it is known
     */
    static Optional<Refusal> taken(
            LocalPackage current, DistributionName name, Optional<Digest> sent) {
        return current.find(name.version()).filter(LocalRelease::isAvailable).stream()
                .flatMap(release -> release.files().stream())
                .filter(file -> isSame(name, file.file()))
                .findFirst()
                .map(file -> Refuse.exists(file.file().value(), file.sha256(), sent));
    }

    private static boolean isSame(DistributionName name, FileName other) {
        boolean otherSource =
                name.kind() == Kind.SDIST
                        && DistributionName.of(name.project(), other)
                                .filter(found -> found.kind() == Kind.SDIST)
                                .isPresent();
        return otherSource || other.equals(name.file());
    }
}
