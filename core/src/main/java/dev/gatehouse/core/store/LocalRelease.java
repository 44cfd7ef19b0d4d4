package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.List;

/**
 * One version that was published here.
 *
 * @param manifest what the format keeps of it, as the format wrote it
 * @param files its files; of a deleted version too, so that its number can come back only with the
 *     same bytes
 */
public record LocalRelease(
        Version version,
        State state,
        String manifest,
        Instant publishedAt,
        String publishedBy,
        List<StoredFile> files) {
    public LocalRelease {
        files = List.copyOf(files);
    }

    /** Whether it can be had. */
    public enum State {
        AVAILABLE,
        DELETED
    }

    public boolean isAvailable() {
        return state == State.AVAILABLE;
    }

    public LocalRelease in(State other) {
        return new LocalRelease(version, other, manifest, publishedAt, publishedBy, files);
    }

    public LocalRelease with(String otherManifest) {
        return new LocalRelease(version, state, otherManifest, publishedAt, publishedBy, files);
    }

    public LocalRelease with(List<StoredFile> otherFiles) {
        return new LocalRelease(version, state, manifest, publishedAt, publishedBy, otherFiles);
    }
}
