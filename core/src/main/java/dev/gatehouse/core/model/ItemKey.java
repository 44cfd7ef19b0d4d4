package dev.gatehouse.core.model;

import java.util.Optional;

/**
 * Names what is listed, tagged and quarantined by itself: a version with all its files, or one file
 * of it where a format's users count files (a wheel and a source distribution are two).
 *
 * @param file the file, with what lies beside it; empty: the whole version
 */
public record ItemKey(PackageKey key, Version version, Optional<FileName> file) {
    @Override
    public String toString() {
        return key.name() + " " + version + file.map(f -> " " + f).orElse("");
    }
}
