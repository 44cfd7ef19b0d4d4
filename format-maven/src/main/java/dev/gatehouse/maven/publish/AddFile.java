package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.maven.path.MavenName;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds a file that was received and checked. While a release is not whole, the same bytes again
 * change nothing and are acknowledged: so a deploy that broke off can be run again. A whole one is
 * deployed once.
 *
 * @param packaging what it says, if it is the POM
 * @param retention how many builds of a snapshot stay; 0 for all
 */
record AddFile(Received file, Optional<String> packaging, String by, int retention)
        implements LocalEdit {
    /** The file, with the facts that the store will know of it. */
    record Received(Version version, FileName name, FileKind kind, long size, Set<Digest> digests) {
        StoredFile stored(LocalPackage local, Instant now) {
            return new StoredFile(local.key(), version, name, SourceId.LOCAL, size, digests, now);
        }
    }

    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        PackageName name = current.key().name();
        Version version = file.version();
        StoredFile stored = file.stored(current, now);
        LocalRelease release =
                current.find(version).orElseGet(() -> LocalReleases.first(version, by, now));
        Manifest manifest = Manifest.of(release);
        List<StoredFile> files =
                release.isAvailable() ? new ArrayList<>(release.files()) : new ArrayList<>();
        Optional<StoredFile> old =
                files.stream().filter(f -> f.file().equals(file.name())).findFirst();
        boolean same = old.filter(f -> f.sha256().equals(stored.sha256())).isPresent();
        if (same && !(isFinal() && new DeployedFiles(name, release).isListed())) {
            return new Outcome.Unchanged(Refuse.created());
        }
        if (old.isPresent() && file.kind() != FileKind.CHANGING) {
            return new Outcome.Rejected(Refuse.exists(name, file.name(), same));
        }
        if (manifest.contradicts(stored)) {
            return new Outcome.Rejected(deleted(name));
        }
        LocalNotes notes = LocalNotes.of(name, current.document());
        Optional<LocalNotes.Awaited> wrong =
                notes.contradicted(version, file.name(), file.digests());
        if (wrong.isPresent()) {
            return Refuse.rejected(
                    "%s is not what its checksum says, which came before it: %s"
                            .formatted(file.name(), wrong.get().digest()));
        }
        files.removeIf(f -> f.file().equals(file.name()));
        files.add(stored);
        LocalRelease next =
                release.in(LocalRelease.State.AVAILABLE)
                        .with(manifest.with(packaging).text())
                        .with(files);
        return new Outcome.Changed(
                current.with(kept(name, next)).with(notes.without(version, file.name()).text()),
                Refuse.created());
    }

    /** Whether it is of a release, which is deployed once. */
    private boolean isFinal() {
        return !MavenName.isSnapshot(file.version());
    }

    private LocalRelease kept(PackageName name, LocalRelease release) {
        return retention == 0 || !MavenName.isSnapshot(release.version())
                ? release
                : release.with(new DeployedFiles(name, release).keeping(retention));
    }

    private Refusal deleted(PackageName name) {
        return new Refusal.Conflict(
                "%s %s was deleted: its number can be used again only with the same bytes"
                        .formatted(name, file.version()));
    }
}
