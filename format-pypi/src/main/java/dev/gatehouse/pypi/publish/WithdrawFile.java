package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.pypi.simple.Companion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deletes one file of a version, with what lies beside it; with the last one, the version. Its
 * entry in the manifest stays, so that it can come back only with the same bytes.
 */
record WithdrawFile(Version version, FileName file) implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        Optional<LocalRelease> release =
                current.find(version)
                        .filter(LocalRelease::isAvailable)
                        .filter(r -> r.files().stream().anyMatch(this::isMeant));
        if (release.isEmpty()) {
            return new Outcome.Rejected(Refuse.unknown(current.key().name(), version));
        }
        List<StoredFile> left = release.get().files().stream().filter(f -> !isMeant(f)).toList();
        boolean last = left.stream().allMatch(f -> Companion.at(f.file()).isPresent());
        LocalRelease next =
                last ? release.get().in(LocalRelease.State.DELETED) : release.get().with(left);
        return new Outcome.Changed(current.with(next), Response.text(200, "Done.\n"));
    }

    private boolean isMeant(StoredFile stored) {
        FileName main =
                Companion.at(stored.file())
                        .map(companion -> companion.besides(stored.file()))
                        .orElse(stored.file());
        return main.equals(file);
    }
}
