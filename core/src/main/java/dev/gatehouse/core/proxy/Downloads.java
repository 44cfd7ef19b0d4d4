package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Fetches files from upstreams, each once for all who want it at the same time. A download has a
 * thread of its own, so a client that leaves takes nothing away from the others. Thread-safe.
 */
final class Downloads {
    /** How long a draft that is not kept stays for readers who have not opened it yet. */
    private static final Duration OPENING = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

    private final FileFetch fetch;
    private final ExecutorService threads;
    private final ConcurrentMap<Key, Flight> underWay = new ConcurrentHashMap<>();

    Downloads(Kernel kernel, FileFetch fetch) {
        this.fetch = fetch;
        this.threads = kernel.threads();
    }

    /** Never a URL or a digest: only requests under the same decision share a flight. */
    private record Key(
            PackageKey key, Version version, FileName file, long epoch, long generation) {}

    /** The file when it has come, or what has come of it if it is large. */
    FileAnswer join(FileRequest<?, ?> request, FileFetch.Decision decision)
            throws InterruptedException {
        Key key =
                new Key(
                        request.key(),
                        request.version(),
                        request.file().name(),
                        decision.epoch(),
                        request.mount().generation());
        Flight mine = new Flight(fetch.holds(request));
        Flight first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return answer(first);
        }
        try {
            threads.execute(() -> fly(key, mine, request, decision));
        } catch (RejectedExecutionException e) {
            underWay.remove(key, mine);
            mine.lands(FetchRefusals.unavailable(request, "the server is stopping"));
        }
        return answer(mine);
    }

    private static FileAnswer answer(Flight flight) throws InterruptedException {
        return flight.answer(f -> new FileAnswer.Coming(new Body.Growing(f, 0, f.length())));
    }

    /** Whatever happens, it lands: nobody waits for ever. */
    private void fly(
            Key key, Flight flight, FileRequest<?, ?> request, FileFetch.Decision decision) {
        Optional<FileAnswer> answer = Optional.empty();
        try {
            answer = Optional.of(fetch.fetch(flight, request, decision));
        } catch (IOException | RuntimeException e) {
            LOG.error("fetching {} failed", request.file().name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(key, flight);
            flight.lands(
                    answer.orElseGet(() -> FetchRefusals.unavailable(request, "the fetch failed")));
            finish(flight, request);
        }
    }

    private static void finish(Flight flight, FileRequest<?, ?> request) {
        try {
            flight.awaitReaders(OPENING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            flight.finish();
        } catch (IOException e) {
            LOG.warn("closing the draft of {} failed", request.file().name(), e);
        }
    }

    /** Whether a refusal says that the bytes were wrong, not that there were none. */
    static boolean isWrong(FileAnswer answer) {
        return answer instanceof FileAnswer.Refused(Refusal refusal)
                && refusal instanceof Refusal.BadUpstream;
    }
}
