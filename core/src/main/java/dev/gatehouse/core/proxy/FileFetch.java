package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One download: received into a draft, verified, kept, committed. Thread-safe. */
final class FileFetch {
    private static final int CHUNK = 64 << 10;

    private final UpstreamClient client;
    private final BlobStore blobs;
    private final VerifiedBlobs verified;
    private final MetadataStore metadata;
    private final FileIntegrity integrity;
    private final Companions companions;
    private final LateCompanions late;
    private final SignatureChecks signatures;
    private final FileCommit commit;
    private final Journal journal;
    private final FetchRefusals refusals;

    FileFetch(
            Kernel kernel,
            Companions companions,
            LateCompanions late,
            SignatureChecks signatures,
            FileCommit commit) {
        this.signatures = signatures;
        this.client = kernel.upstreams();
        this.blobs = kernel.blobs();
        this.verified = companions.verified();
        this.metadata = kernel.metadata();
        this.integrity = new FileIntegrity(kernel.upstreams());
        this.companions = companions;
        this.late = late;
        this.commit = commit;
        this.journal = kernel.journal();
        this.refusals = new FetchRefusals(kernel);
    }

    /**
     * The decision under which a file is fetched.
     *
     * @param epoch the package's epoch before it was made
     * @param validUntil when it ends by the passing of time
     */
    record Decision(long epoch, SourceRuling ruling, Instant validUntil) {}

    /** What makes companions of files that are stored already. */
    LateCompanions late() {
        return late;
    }

    /** The blobs to which fetched files go. */
    VerifiedBlobs blobs() {
        return verified;
    }

    /** Whether the source has the file now, and how long it is. */
    FileAnswer head(FileRequest<?, ?> request) throws IOException, InterruptedException {
        UpstreamRequest get = location(request);
        UpstreamRequest head =
                new UpstreamRequest(
                        Method.HEAD, get.location(), get.accept(), get.payload(), get.purpose());
        try (UpstreamReply reply = client.fetch(request.upstream(), head, Optional.empty())) {
            return reply instanceof UpstreamReply.Found found
                    ? new FileAnswer.Coming(
                            new Body.Growing(new Flight(false), 0, length(found, request)))
                    : none(reply, request);
        }
    }

    /**
     * Fetches; wrong bytes are asked for once more, unless some of them may have gone out. What was
     * stored by a download that ended just before is not fetched again.
     */
    FileAnswer fetch(Flight flight, FileRequest<?, ?> request, Decision decision)
            throws IOException, InterruptedException {
        Optional<FileAnswer> stored = stored(request);
        if (stored.isPresent()) {
            return stored.get();
        }
        FileAnswer answer = fetchOnce(flight, request, decision);
        if (Downloads.isWrong(answer) && !flight.isLarge()) {
            flight.finish();
            return fetchOnce(flight, request, decision);
        }
        return answer;
    }

    private Optional<FileAnswer> stored(FileRequest<?, ?> request) throws IOException {
        Optional<StoredFile> file =
                metadata.releases()
                        .file(request.key(), request.version(), request.file().name())
                        .filter(f -> f.owner().equals(request.upstream().id()));
        Optional<Blob> blob = file.isEmpty() ? Optional.empty() : verified.find(file.get());
        return blob.map(b -> new FileAnswer.Stored(file.orElseThrow(), whole(b)));
    }

    private static Body whole(Blob blob) {
        return new Body.FileRange(blob.path(), 0, blob.size());
    }

    private FileAnswer fetchOnce(Flight flight, FileRequest<?, ?> request, Decision decision)
            throws IOException, InterruptedException {
        try (UpstreamReply reply =
                client.fetch(request.upstream(), location(request), Optional.empty())) {
            return reply instanceof UpstreamReply.Found found
                    ? receive(flight, found, request, decision)
                    : none(reply, request);
        }
    }

    private static FileAnswer none(UpstreamReply reply, FileRequest<?, ?> request) {
        return switch (reply) {
            case UpstreamReply.Found ignored -> throw new IllegalArgumentException("it has come");
            case UpstreamReply.NotModified ignored ->
                    FetchRefusals.unavailable(request, "answered 304 to an unconditional request");
            case UpstreamReply.Missing missing -> FetchRefusals.missing(request, missing.status());
            case UpstreamReply.Refused refused ->
                    FetchRefusals.unavailable(request, refused.reason());
            case UpstreamReply.Broken broken -> FetchRefusals.unavailable(request, broken.reason());
        };
    }

    private static long length(UpstreamReply.Found found, FileRequest<?, ?> request) {
        return (found.length().isPresent() ? found.length() : request.file().size()).orElse(-1);
    }

    private static UpstreamRequest location(FileRequest<?, ?> request) {
        return UpstreamRequest.file(request.file().location());
    }

    private FileAnswer receive(
            Flight flight, UpstreamReply.Found found, FileRequest<?, ?> request, Decision decision)
            throws IOException, InterruptedException {
        BlobDraft draft = blobs.draft();
        flight.departs(draft, length(found, request));
        try {
            copy(found.body(), draft.sink(), flight);
        } catch (IOException e) {
            return FetchRefusals.unavailable(request, "the transfer broke off: " + e.getMessage());
        }
        if (found.length().isPresent() && found.length().getAsLong() != draft.size()) {
            return FetchRefusals.unavailable(
                    request, "the transfer ended at " + draft.size() + " bytes");
        }
        FileIntegrity.Verdict verdict =
                integrity.judge(request, found.headers(), draft.size(), draft.digests());
        Optional<FileAnswer> fault = fault(request, verdict);
        if (fault.isPresent()) {
            return fault.get();
        }
        Optional<Instant> modifiedAt =
                found.headers().first("last-modified").flatMap(HttpDates::parse);
        boolean passes = request.file().kind() == FileKind.CHANGING;
        if (passes || request.upstream().mode() == Mode.PROXY_ONLY) {
            return settle(
                    fetched(request, decision, draft, List.of(), modifiedAt),
                    flight.passing(draft));
        }
        Blob blob = verified.keep(draft);
        flight.committed(blob.path());
        List<Companions.Made> made = companions.of(request, draft);
        return settle(fetched(request, decision, draft, made, modifiedAt), whole(blob));
    }

    private FileCommit.Fetched fetched(
            FileRequest<?, ?> request,
            Decision decision,
            BlobDraft draft,
            List<Companions.Made> made,
            Optional<Instant> modifiedAt)
            throws IOException, InterruptedException {
        SignatureChecks.Checked checked = signatures.fetched(request, draft);
        List<Companions.Made> beside = new ArrayList<>(made);
        beside.addAll(checked.kept());
        return new FileCommit.Fetched(
                request,
                decision,
                draft,
                beside,
                checked.signatures(),
                checked.changes(),
                modifiedAt);
    }

    /** Whether nothing of a file may go out before policies were asked about all of it. */
    boolean holds(FileRequest<?, ?> request) {
        return commit.gate().decides(request.mount());
    }

    private Optional<FileAnswer> fault(FileRequest<?, ?> request, FileIntegrity.Verdict verdict) {
        return switch (verdict) {
            case FileIntegrity.Verdict.Right ignored -> Optional.empty();
            case FileIntegrity.Verdict.Wrong(String what) ->
                    Optional.of(refusals.wrong(request, what));
            case FileIntegrity.Verdict.Unsettled(String reason) ->
                    Optional.of(FetchRefusals.unavailable(request, reason));
            case FileIntegrity.Verdict.Doubtful(String what) -> {
                refusals.alarm(request, what);
                yield Optional.empty();
            }
        };
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

    private FileAnswer settle(FileCommit.Fetched fetched, Body body)
            throws IOException, InterruptedException {
        FileRequest<?, ?> request = fetched.request();
        return switch (commit.commit(fetched)) {
            case FileCommit.Outcome.Committed(StoredFile file) ->
                    body instanceof Body.FileRange
                            ? new FileAnswer.Stored(file, body)
                            : new FileAnswer.Coming(body);
            case FileCommit.Outcome.Lost(SourceRuling ruling, var owners) ->
                    refusals.lost(request, ruling, owners);
            case FileCommit.Outcome.Differs(StoredFile stored) ->
                    refusals.wrong(request, "is not what was served before: " + stored.sha256());
            case FileCommit.Outcome.Held(Hold hold) ->
                    new FileAnswer.Refused(
                            request.mount().held(Asked.FILE, request.name(), hold, journal));
            case FileCommit.Outcome.Withheld(String silent) ->
                    FetchRefusals.withheld(request, silent);
            case FileCommit.Outcome.Again ignored ->
                    throw new IllegalStateException("the commit gave up without saying so");
        };
    }
}
