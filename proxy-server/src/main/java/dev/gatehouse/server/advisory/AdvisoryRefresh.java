package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.AdvisorySet;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Imports from the configured source whenever it has changed. What goes wrong leaves the advisories
 * in force as they are, and is tried again soon. To be run by one thread, now and then.
 */
public final class AdvisoryRefresh {
    private static final Duration SOON = Duration.ofMinutes(5);

    private final AdvisoryBook book;
    private final AdvisorySource source;
    private final Duration every;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    /**
     * @param every how often the source is looked at
     */
    public AdvisoryRefresh(
            AdvisoryBook book, AdvisorySource source, Duration every, InstantSource clock) {
        this.book = book;
        this.source = source;
        this.every = every;
        this.clock = clock;
    }

    /**
     * Looks at the source, if that is due.
     *
     * @return whether other advisories are in force now
     */
    public boolean runIfDue() throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(every.compareTo(SOON) < 0 ? every : SOON);
        try {
            Optional<AdvisorySource.Fetched> fetched = source.fetch(mark());
            boolean imported = fetched.isPresent() && taken(fetched.get());
            if (fetched.isEmpty() || imported) {
                next = now.plus(every);
            }
            return imported;
        } catch (IOException e) {
            book.failed(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** What the source looked like when the set in force came from it. */
    private Optional<String> mark() {
        return book.current()
                .filter(set -> set.source().equals(source.name()))
                .map(AdvisorySet::mark)
                .filter(mark -> !mark.isBlank());
    }

    private boolean taken(AdvisorySource.Fetched fetched) throws IOException, InterruptedException {
        try {
            var origin = new AdvisoryBook.Origin(source.name(), fetched.mark(), "gatehouse");
            return book.take(fetched.place(), origin) instanceof ImportOutcome.Done;
        } finally {
            if (fetched.temporary()) {
                Files.deleteIfExists(fetched.place());
            }
        }
    }
}
