package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a publication makes of a local name.
 *
 * @param files received ones
 * @param sharers untrusted upstreams that have supplied the name
 */
record EditedPackage(
        LocalPackage before, LocalPackage next, List<StoredFile> files, List<String> sharers) {
    /** The name as it is kept: each release with the files that were received for it. */
    LocalPackage kept(Instant now) {
        Map<Version, LocalRelease> releases = new LinkedHashMap<>();
        next.releases().forEach((v, r) -> releases.put(v, r.with(filesOf(r))));
        return new LocalPackage(next.key(), before.revision() + 1, next.document(), releases, now);
    }

    /** Files that the edit has taken out of a version that stays. */
    List<StoredFile> givenUp(LocalPackage kept) {
        List<StoredFile> gone = new ArrayList<>();
        for (LocalRelease old : before.available()) {
            Optional<LocalRelease> now = kept.find(old.version());
            Set<FileName> left =
                    now.map(LocalRelease::files).orElse(List.of()).stream()
                            .map(StoredFile::file)
                            .collect(Collectors.toSet());
            old.files().stream().filter(f -> !left.contains(f.file())).forEach(gone::add);
        }
        return gone;
    }

    private List<StoredFile> filesOf(LocalRelease release) {
        List<StoredFile> received =
                files.stream().filter(f -> f.version().equals(release.version())).toList();
        Optional<LocalRelease> old = before.find(release.version());
        boolean comesBack = old.isPresent() && !old.get().isAvailable();
        if (comesBack && !received.isEmpty()) {
            return received;
        }
        Set<FileName> again = received.stream().map(StoredFile::file).collect(Collectors.toSet());
        List<StoredFile> all = new ArrayList<>(release.files());
        all.removeIf(f -> again.contains(f.file()));
        all.addAll(received);
        return all;
    }
}
