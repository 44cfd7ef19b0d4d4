package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;

import java.time.Instant;
import java.util.Optional;

/**
 * A checksum that a client sends: compared with its file, or remembered until that comes. Where a
 * file's bytes may change, one that does not fit may be that of the next bytes.
 */
record AddChecksum(LocalNotes.Awaited sent, FileKind kind) implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        PackageName name = current.key().name();
        Optional<StoredFile> file =
                current.find(sent.version())
                        .filter(LocalRelease::isAvailable)
                        .flatMap(r -> DeployedFiles.find(r, sent.file()));
        boolean fits =
                file.flatMap(f -> f.digest(sent.digest().algorithm()))
                        .map(sent.digest()::equals)
                        .orElse(file.isPresent());
        if (fits) {
            return new Outcome.Unchanged(Refuse.created());
        }
        if (file.isPresent() && kind != FileKind.CHANGING) {
            return Refuse.rejected(
                    "%s is not the checksum of %s, which was received with another"
                            .formatted(sent.digest(), sent.file()));
        }
        LocalNotes notes = LocalNotes.of(name, current.document()).awaiting(sent);
        return new Outcome.Changed(current.with(notes.text()), Refuse.created());
    }
}
