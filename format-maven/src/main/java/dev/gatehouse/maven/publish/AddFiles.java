package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.maven.path.MavenName;

import java.time.Instant;
import java.util.List;

/**
 * Adds the files of a version that were sent at once: all of them or none. A release that is whole
 * is deployed once, as with single files.
 */
record AddFiles(List<AddFile> files) implements LocalEdit {
    AddFiles {
        files = List.copyOf(files);
    }

    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        AddFile first = files.getFirst();
        boolean whole =
                !MavenName.isSnapshot(first.file().version())
                        && current.find(first.file().version())
                                .filter(LocalRelease::isAvailable)
                                .filter(r -> new DeployedFiles(current.key().name(), r).isListed())
                                .isPresent();
        if (whole) {
            return new Outcome.Rejected(
                    Refuse.exists(current.key().name(), first.file().version()));
        }
        LocalPackage next = current;
        boolean changed = false;
        for (AddFile file : files) {
            switch (file.apply(next, now)) {
                case Outcome.Changed(LocalPackage more, var answer) -> {
                    next = more;
                    changed = true;
                }
                case Outcome.Unchanged unchanged -> {}
                case Outcome.Rejected rejected -> {
                    return rejected;
                }
            }
        }
        return changed
                ? new Outcome.Changed(next, Refuse.created())
                : new Outcome.Unchanged(Refuse.created());
    }
}
