package dev.gatehouse.npm.packument;

import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The times of a packument that are no version's. */
final class Timestamps {
    private static final DateTimeFormatter ISO_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final Instant LAST_PLAUSIBLE = Instant.parse("2100-01-01T00:00:00Z");

    private Timestamps() {}

    /** Whether clients can read it, and it is not forged so as to hide each later change. */
    static boolean isPlausible(Instant at) {
        return !at.isBefore(Instant.EPOCH) && at.isBefore(LAST_PLAUSIBLE);
    }

    /**
     * The newest of what the sources say, local changes among them, and of the last change of
     * ruling; never the time of rendering, which would make clients fetch the same again and again.
     */
    static Optional<Instant> modified(
            VisibleIndex<NpmRelease, NpmDocument> index, Instant rulingChangedAt) {
        return Stream.concat(
                        index.documents().stream()
                                .map(part -> part.document().modified())
                                .flatMap(Optional::stream),
                        Stream.of(rulingChangedAt))
                .filter(at -> at.isAfter(Instant.EPOCH))
                .max(Comparator.naturalOrder())
                .or(() -> newest(index));
    }

    static Optional<Instant> created(VisibleIndex<NpmRelease, NpmDocument> index) {
        return index.documents().stream()
                .map(part -> part.document().created())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** As JavaScript's {@code toISOString} writes it. */
    static String iso(Instant at) {
        return Objects.requireNonNull(ISO_MILLIS.format(at));
    }

    private static Optional<Instant> newest(VisibleIndex<NpmRelease, NpmDocument> index) {
        return index.accepted().values().stream()
                .map(Accepted::release)
                .map(NpmRelease::publishedAt)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
