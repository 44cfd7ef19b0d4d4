package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands against a publication besides its own faults. Pure. */
final class Objections {
    private Objections() {}

    /** A version that belongs to another source, whose bytes were served. */
    static Optional<Refusal> toOwner(
            List<StoredFile> files, Map<Version, SourceId> pins, Mount<?, ?> mount) {
        return files.stream()
                .filter(f -> isElsewhere(pins, f))
                .findFirst()
                .map(f -> ownedElsewhere(mount, f, Objects.requireNonNull(pins.get(f.version()))))
                .map(Refusal.Conflict::new);
    }

    private static boolean isElsewhere(Map<Version, SourceId> pins, StoredFile file) {
        SourceId owner = pins.get(file.version());
        return owner != null && !owner.isLocal();
    }

    /** Other bytes for a file that is published, or of a deleted version that comes back. */
    static Optional<Refusal> toBytes(LocalPackage before, List<StoredFile> files) {
        for (StoredFile file : files) {
            Optional<LocalRelease> old = before.find(file.version());
            if (old.isPresent() && old.get().isAvailable() && hasOtherBytes(old.get(), file)) {
                return Optional.of(
                        new Refusal.Conflict(
                                "%s of %s %s is published with other bytes, which stay"
                                        .formatted(
                                                file.file(), before.key().name(), file.version())));
            }
            if (old.isPresent() && !old.get().isAvailable() && !hasSameBytes(old.get(), file)) {
                return Optional.of(
                        new Refusal.Conflict(
                                "%s %s was deleted: its number can come back only with the same bytes"
                                        .formatted(before.key().name(), file.version())));
            }
        }
        return Optional.empty();
    }

    /** Other bytes for a file of a version that was deleted and comes back file by file. */
    static Optional<Refusal> toWhatWas(List<StoredFile> kept, List<StoredFile> files) {
        for (StoredFile file : files) {
            boolean differs =
                    kept.stream()
                            .filter(k -> k.owner().isLocal() && k.version().equals(file.version()))
                            .filter(k -> k.file().equals(file.file()))
                            .anyMatch(k -> !k.sha256().equals(file.sha256()));
            if (differs) {
                return Optional.of(
                        new Refusal.Conflict(
                                "%s of %s %s was published before with other bytes"
                                        .formatted(
                                                file.file(), file.key().name(), file.version())));
            }
        }
        return Optional.empty();
    }

    /** A name that an untrusted upstream has supplied, where that is to be settled first. */
    static Optional<Refusal> toSharing(
            Mount<?, ?> mount, PackageKey key, List<StoredFile> files, List<String> sharers) {
        if (!mount.settings().refuseSharedNames() || sharers.isEmpty() || files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal.Conflict(
                        "%s is a shared name: %s has supplied it here; claim it first (gatehouse trust claim)"
                                .formatted(key.name(), String.join(", ", sharers))));
    }

    private static String ownedElsewhere(Mount<?, ?> mount, StoredFile file, SourceId owner) {
        String name = mount.settings().upstream(owner).map(Upstream::name).orElse(owner.value());
        return "%s %s is owned by %s, whose bytes were served here; claim the name first (gatehouse trust claim)"
                .formatted(file.key().name(), file.version(), name);
    }

    private static boolean hasSameBytes(LocalRelease old, StoredFile file) {
        return bytes(old, file).contains(file.sha256());
    }

    private static boolean hasOtherBytes(LocalRelease old, StoredFile file) {
        Set<Digest> kept = bytes(old, file);
        return !kept.isEmpty() && !kept.contains(file.sha256());
    }

    private static Set<Digest> bytes(LocalRelease old, StoredFile file) {
        return old.files().stream()
                .filter(f -> f.file().equals(file.file()))
                .map(StoredFile::sha256)
                .collect(Collectors.toSet());
    }
}
