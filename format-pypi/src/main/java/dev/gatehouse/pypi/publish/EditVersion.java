package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.pypi.name.PypiVersion;
import dev.gatehouse.pypi.simple.FileEntries;

import java.time.Instant;
import java.util.Optional;

/**
 * Yanks a version, takes that back, or deletes it. The index knows yanked files only (PEP 592), so
 * all files of the version are marked.
 */
record EditVersion(LocalCommand command, FileEntries entries) implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        Version version = PypiVersion.key(command.version().value()).orElseGet(command::version);
        Optional<LocalRelease> release = current.find(version).filter(LocalRelease::isAvailable);
        if (release.isEmpty()) {
            return new Outcome.Rejected(Refuse.unknown(current.key().name(), command.version()));
        }
        LocalRelease next =
                switch (command) {
                    case LocalCommand.Yank yank ->
                            yanked(release.get(), Optional.of(yank.reason()));
                    case LocalCommand.Unyank unyank -> yanked(release.get(), Optional.empty());
                    case LocalCommand.Delete delete -> release.get().in(LocalRelease.State.DELETED);
                };
        return new Outcome.Changed(current.with(next), Response.text(200, "Done.\n"));
    }

    private LocalRelease yanked(LocalRelease release, Optional<String> reason) {
        var files =
                entries.read(release.manifest()).stream().map(f -> f.withYanked(reason)).toList();
        return release.with(entries.write(files));
    }
}
