package dev.gatehouse.npm.packument;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.npm.name.Integrity;
import dev.gatehouse.npm.name.NpmName;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One version of a packument: a row of its table. Immutable; what it tells is decoded from the
 * document each time, because a packument of thousands of versions is asked about a few.
 */
public final class NpmRelease implements Release {
    private final Version version;
    private final Packument packument;
    private final int row;

    NpmRelease(Version version, Packument packument, int row) {
        this.version = version;
        this.packument = packument;
        this.row = row;
    }

    @Override
    public Version version() {
        return version;
    }

    @Override
    public Optional<Instant> publishedAt() {
        return packument.has(row, Packument.TIME)
                ? instant(packument.string(row, Packument.TIME))
                : Optional.empty();
    }

    /** Its tarball; none when the packument's link to it is no URI. */
    @Override
    public List<ReleaseFile> files() {
        try {
            URI location = new URI(packument.string(row, Packument.TARBALL));
            return List.of(
                    new ReleaseFile(
                            NpmName.tarball(packument.name(), version),
                            location,
                            digests(),
                            OptionalLong.empty()));
        } catch (URISyntaxException unusable) {
            return List.of();
        }
    }

    /** The version's manifest as its source wrote it, as JSON. */
    public String manifest() {
        int start = packument.at(row, Packument.VALUE);
        byte[] bytes = new byte[packument.at(row, Packument.VALUE_END) - start];
        packument.content().get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Packument packument() {
        return packument;
    }

    int row() {
        return row;
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException unusable) {
            return Optional.empty();
        }
    }

    private Set<Digest> digests() {
        return Integrity.digests(text(Packument.INTEGRITY), text(Packument.SHASUM));
    }

    private Optional<String> text(int column) {
        return packument.has(row, column)
                ? Optional.of(packument.string(row, column))
                : Optional.empty();
    }

    /** As registries name it when they sign it. */
    public String id() {
        return packument.name() + "@" + version;
    }

    @Override
    public String toString() {
        return id();
    }
}
