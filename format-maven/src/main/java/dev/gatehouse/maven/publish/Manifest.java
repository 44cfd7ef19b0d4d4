package dev.gatehouse.maven.publish;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is kept of a version besides its files. As text, a line each.
 *
 * @param packaging what its POM says; empty before the POM has come
 * @param before the files that a deleted version had: when it comes back, it is with these
 */
record Manifest(Optional<String> packaging, Map<FileName, Digest> before) {
    static final Manifest NEW = new Manifest(Optional.empty(), Map.of());

    private static final String PACKAGING = "packaging";
    private static final String BEFORE = "before";

    Manifest {
        before = Map.copyOf(before);
    }

    static Manifest of(LocalRelease release) {
        Optional<String> packaging = Optional.empty();
        Map<FileName, Digest> before = new LinkedHashMap<>();
        for (String line : release.manifest().lines().toList()) {
            String[] fields = line.split(" ", 3);
            switch (fields[0]) {
                case PACKAGING -> packaging = Optional.of(fields[1]);
                case BEFORE -> before.put(new FileName(fields[2]), Digest.sha256(fields[1]));
                default ->
                        throw new IllegalStateException(
                                "what is stored of %s is unreadable: %s"
                                        .formatted(release.version(), line));
            }
        }
        if (!release.isAvailable()) {
            release.files().forEach(f -> before.put(f.file(), f.sha256()));
        }
        return new Manifest(packaging, before);
    }

    String text() {
        String files =
                before.entrySet().stream()
                        .map(e -> BEFORE + " " + e.getValue().hex() + " " + e.getKey())
                        .sorted()
                        .collect(Collectors.joining("\n"));
        return packaging.map(p -> PACKAGING + " " + p + "\n").orElse("") + files;
    }

    Manifest with(Optional<String> newPackaging) {
        return newPackaging.isEmpty() ? this : new Manifest(newPackaging, before);
    }

    /** Whether a deleted version that comes back had another file of that name, or none. */
    boolean contradicts(StoredFile file) {
        return !before.isEmpty() && !file.sha256().equals(before.get(file.file()));
    }
}
