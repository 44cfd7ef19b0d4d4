package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
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

/** Adds a file that was checked to its version; the first one makes the version. */
record AddFile(
        DistributionName name,
        Digest sha256,
        Optional<String> requiresPython,
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
        List<PypiFile> files = new ArrayList<>(before.map(this::files).orElse(List.of()));
        files.add(entry(files, now));
        String manifest = entries.write(files);
        LocalRelease release =
                before.filter(LocalRelease::isAvailable)
                        .map(old -> old.with(manifest))
                        .orElseGet(() -> fresh(manifest, now));
        String text = "Published %s of %s.\n".formatted(name.file(), name.project());
        return new Outcome.Changed(current.with(release), Response.text(200, text));
    }

    /** Of a deleted version only what is uploaded again comes back. */
    private List<PypiFile> files(LocalRelease before) {
        return before.isAvailable() ? entries.read(before.manifest()) : List.of();
    }

    private LocalRelease fresh(String manifest, Instant now) {
        return new LocalRelease(
                name.version(), LocalRelease.State.AVAILABLE, manifest, now, by, List.of());
    }

    /** A file of a yanked version is yanked as the others are. */
    private PypiFile entry(List<PypiFile> others, Instant now) {
        Optional<String> yanked =
                others.isEmpty() || others.stream().anyMatch(f -> f.yanked().isEmpty())
                        ? Optional.empty()
                        : others.getFirst().yanked();
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
                .filter(file -> isSame(name, file))
                .findFirst()
                .map(file -> Refuse.exists(file.file().value(), file.sha256(), sent));
    }

    private static boolean isSame(DistributionName name, StoredFile stored) {
        boolean otherSource =
                name.kind() == Kind.SDIST
                        && DistributionName.of(name.project(), stored.file())
                                .filter(other -> other.kind() == Kind.SDIST)
                                .isPresent();
        return otherSource || stored.file().equals(name.file());
    }
}
