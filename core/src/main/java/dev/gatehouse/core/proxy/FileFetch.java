package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One download: received into a draft, verified, kept, committed. Thread-safe. */
final class FileFetch {
    private static final Logger LOG = LoggerFactory.getLogger(FileFetch.class);
    private static final int CHUNK = 64 << 10;

    private final UpstreamClient client;
    private final BlobStore blobs;
    private final FileCommit commit;
    private final Journal journal;
    private final Events events;

    FileFetch(Kernel kernel, FileCommit commit) {
        this.client = kernel.upstreams();
        this.blobs = kernel.blobs();
        this.commit = commit;
        this.journal = kernel.journal();
        this.events = kernel.events();
    }

    /** The decision under which a file is fetched, and the package's epoch before it was made. */
    record Decision(long epoch, SourceRuling ruling) {}

    /** Fetches; wrong bytes are asked for once more, unless some of them may have gone out. */
    FileAnswer fetch(Flight flight, FileRequest<?, ?> request, Decision decision)
            throws IOException, InterruptedException {
        FileAnswer answer = fetchOnce(flight, request, decision);
        if (Downloads.isWrong(answer) && !flight.isLarge()) {
            flight.finish();
            return fetchOnce(flight, request, decision);
        }
        return answer;
    }

    private FileAnswer fetchOnce(Flight flight, FileRequest<?, ?> request, Decision decision)
            throws IOException, InterruptedException {
        try (UpstreamReply reply =
                client.fetch(request.upstream(), location(request), Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> receive(flight, found, request, decision);
                case UpstreamReply.NotModified ignored ->
                        unavailable(request, "answered 304 to an unconditional request");
                case UpstreamReply.Missing missing -> missing(request, missing.status());
                case UpstreamReply.Refused refused -> unavailable(request, refused.reason());
                case UpstreamReply.Broken broken -> unavailable(request, broken.reason());
            };
        }
    }

    private static <R extends Release> UpstreamRequest location(FileRequest<R, ?> request) {
        return request.mount()
                .format()
                .fileRequest(request.name(), request.release(), request.file().name());
    }

    private FileAnswer receive(
            Flight flight, UpstreamReply.Found found, FileRequest<?, ?> request, Decision decision)
            throws IOException, InterruptedException {
        BlobDraft draft = blobs.draft();
        OptionalLong size = request.file().size();
        flight.departs(draft, (found.length().isPresent() ? found.length() : size).orElse(-1));
        try {
            copy(found.body(), draft.sink(), flight);
        } catch (IOException e) {
            return unavailable(request, "the transfer broke off: " + e.getMessage());
        }
        Optional<String> wrong = mismatch(request, draft);
        if (wrong.isPresent()) {
            return wrong(request, wrong.get());
        }
        Blob blob = draft.commit();
        flight.committed(blob.path());
        return settle(request, decision, blob, draft.digests());
    }

    private static void copy(InputStream from, OutputStream to, Flight flight) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(chunk, 0, read);
            total += read;
            flight.wrote(total);
        }
    }

    /**
     * All digests that the source gave must agree; one of them at least is of the strongest kind.
     */
    private static Optional<String> mismatch(FileRequest<?, ?> request, BlobDraft draft) {
        OptionalLong size = request.file().size();
        if (size.isPresent() && size.getAsLong() != draft.size()) {
            return Optional.of("has " + draft.size() + " bytes instead of " + size.getAsLong());
        }
        for (Digest expected : request.file().digests()) {
            Optional<Digest> actual = of(draft.digests(), expected.algorithm());
            if (actual.isPresent() && !actual.get().equals(expected)) {
                return Optional.of("has " + actual.get() + " instead of " + expected);
            }
        }
        return Optional.empty();
    }

    private static Optional<Digest> of(Set<Digest> digests, DigestAlgorithm algorithm) {
        return digests.stream().filter(d -> d.algorithm() == algorithm).findFirst();
    }

    private FileAnswer settle(
            FileRequest<?, ?> request, Decision decision, Blob blob, Set<Digest> digests)
            throws IOException, InterruptedException {
        FileCommit.Fetched fetched =
                new FileCommit.Fetched(
                        request, decision.epoch(), decision.ruling(), blob.size(), digests);
        Body body = new Body.FileRange(blob.path(), 0, blob.size());
        return switch (commit.commit(fetched)) {
            case FileCommit.Outcome.Committed(StoredFile file) -> new FileAnswer.Stored(file, body);
            case FileCommit.Outcome.Lost(SourceRuling ruling) -> lost(request, ruling);
            case FileCommit.Outcome.Differs(StoredFile stored) ->
                    wrong(request, "is not what was served before: " + stored.sha256());
            case FileCommit.Outcome.Again ignored ->
                    throw new IllegalStateException("the commit gave up without saying so");
        };
    }

    private FileAnswer lost(FileRequest<?, ?> request, SourceRuling ruling) {
        List<String> owners = ruling.owners().stream().map(s -> s.name()).toList();
        return new FileAnswer.Refused(
                new Refusal.Blocked(
                        Asked.FILE,
                        request.name(),
                        owners.isEmpty() ? List.of("another source") : owners,
                        journal.id(),
                        request.mount().explain(request.name())));
    }

    private FileAnswer wrong(FileRequest<?, ?> request, String what) {
        String upstream = request.upstream().name();
        LOG.error("{} of {} from {} {}", request.file().name(), request.name(), upstream, what);
        events.integrityFailure(request.mount().format().id(), upstream);
        journal.refused(
                AuditEvent.Kind.INTEGRITY,
                request.mount(),
                request.name(),
                new Journal.Refused(upstream, 0, request.by()));
        return new FileAnswer.Refused(
                new Refusal.BadUpstream(request.file().name() + " from " + upstream + " " + what));
    }

    private static FileAnswer missing(FileRequest<?, ?> request, int status) {
        String text =
                request.upstream().name()
                        + " lists "
                        + request.file().name()
                        + " but answered "
                        + status
                        + " for it";
        return new FileAnswer.Refused(new Refusal.NotFound(Asked.FILE, text));
    }

    static FileAnswer unavailable(FileRequest<?, ?> request, String reason) {
        LOG.warn("{} gave no {}: {}", request.upstream().name(), request.file().name(), reason);
        return new FileAnswer.Refused(
                new Refusal.Undecided(
                        Asked.FILE,
                        request.name(),
                        3,
                        List.of(request.upstream().name()),
                        "",
                        request.mount().explain(request.name())));
    }
}
