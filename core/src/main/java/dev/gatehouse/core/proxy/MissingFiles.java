package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Files that their source said it does not have: not asked for again for a while, or until
 * something about the name changes. Thread-safe.
 */
final class MissingFiles {
    private static final long MOST_FILES = 100_000;

    private final Memory<Key, Gone> memory;
    private final InstantSource clock;

    MissingFiles(Kernel kernel) {
        this.memory = kernel.memories().counted("missing-files", MOST_FILES);
        this.clock = kernel.clock();
    }

    private record Key(
            PackageKey key, Version version, FileName file, SourceId source, long epoch) {}

    private record Gone(Refusal refusal, Instant until) {}

    /** Fetches a file. */
    @FunctionalInterface
    interface Fetching {
        FileAnswer fetch() throws InterruptedException;
    }

    /** The refusal that is remembered, else what comes of fetching. */
    FileAnswer or(FileRequest<?, ?> request, FileFetch.Decision decision, Fetching fetching)
            throws InterruptedException {
        Key key =
                new Key(
                        request.key(),
                        request.version(),
                        request.file().name(),
                        request.upstream().id(),
                        decision.epoch());
        Instant now = clock.instant();
        Optional<Gone> gone = memory.find(key).filter(g -> now.isBefore(g.until()));
        if (gone.isPresent()) {
            return new FileAnswer.Refused(gone.get().refusal());
        }
        FileAnswer answer = fetching.fetch();
        if (answer instanceof FileAnswer.Refused(Refusal.NotFound refusal)) {
            memory.put(key, new Gone(refusal, now.plus(request.upstream().absentTtl())));
        }
        return answer;
    }
}
