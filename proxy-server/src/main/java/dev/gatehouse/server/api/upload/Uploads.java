package dev.gatehouse.server.api.upload;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.server.api.call.ApiException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files that were announced and are not yet part of a package. They live in memory: a restart
 * ends them, and whoever was sending begins anew. Their number, their size and their time are
 * bounded. Thread-safe.
 */
public final class Uploads implements Upload.Intake {
    /** From the announcement until it must have become a package. */
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final int MOST = 500;
    private static final int MOST_KNOWN = 5000;
    private static final int MOST_OF_ONE = 100;

    /** Each keeps a file open. */
    private static final int MOST_DRAFTS = 1000;

    private static final int FILES_AT_ONCE = 8;
    private static final int CHUNK = 64 << 10;
    private static final int SECRET_BYTES = 32;
    private static final int IDENTIFIER_BYTES = 12;

    private final Drafts drafts;
    private final long mostBytes;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();

    /** Makes drafts. */
    @FunctionalInterface
    public interface Drafts {
        BlobDraft draft() throws IOException;
    }

    /**
     * None yet.
     *
     * @param mostBytes how big one file may be
     */
    public Uploads(Drafts drafts, long mostBytes, SecureRandom random, InstantSource clock) {
        this.drafts = drafts;
        this.mostBytes = mostBytes;
        this.random = random;
        this.clock = clock;
    }

    /** An upload that was announced, and the secret that lets it be sent without a token. */
    record Announced(Upload upload, String ticket) {}

    /** Announces a file. */
    Announced begin(String owner, String repository, FileName file, Digest md5) throws IOException {
        String ticket = secret(SECRET_BYTES);
        Upload upload =
                new Upload(
                        new Upload.Claim(
                                HexFormat.of().formatHex(bytes(IDENTIFIER_BYTES)),
                                hash(ticket),
                                owner,
                                repository,
                                file,
                                md5,
                                clock.instant().plus(LIFE)),
                        this);
        lock.lock();
        try {
            purge();
            requireRoom(owner);
            uploads.put(upload.identifier(), upload);
            return new Announced(upload, ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Those that became a package are known until their time is over, or there are too many. */
    private void requireRoom(String owner) {
        List<Upload> open = uploads.values().stream().filter(u -> !u.isMade()).toList();
        long own = open.stream().filter(u -> isOf(u, owner)).count();
        if (open.size() >= MOST || own >= MOST_OF_ONE) {
            throw ApiException.tooMany(
                    "%d uploads are under way: end some first."
                            .formatted(Math.max(own, open.size())));
        }
        Iterator<Upload> oldest = uploads.values().iterator();
        while (uploads.size() >= MOST_KNOWN && oldest.hasNext()) {
            if (oldest.next().isMade()) {
                oldest.remove();
            }
        }
    }

    private static boolean isOf(Upload upload, String owner) {
        return upload.claim().owner().equals(owner);
    }

    /** The upload that this ticket opens. */
    Upload opened(String repository, String identifier, String ticket) throws IOException {
        Optional<Upload> found = find(repository, identifier);
        boolean fits =
                found.isPresent()
                        && MessageDigest.isEqual(
                                hash(ticket).hex().getBytes(StandardCharsets.US_ASCII),
                                found.get()
                                        .claim()
                                        .ticket()
                                        .hex()
                                        .getBytes(StandardCharsets.US_ASCII));
        if (!fits) {
            throw none(identifier);
        }
        return found.get();
    }

    /** The upload that this sender has announced. */
    public Optional<Upload> of(String owner, String repository, String identifier)
            throws IOException {
        return find(repository, identifier).filter(u -> isOf(u, owner));
    }

    Upload require(String owner, String repository, String identifier) throws IOException {
        return of(owner, repository, identifier).orElseThrow(() -> none(identifier));
    }

    private static ApiException none(String identifier) {
        String shown = identifier.matches("[0-9a-f]{1,64}") ? " " + identifier : "";
        return ApiException.missing(
                "There is no upload%s that this may be sent to, or its time is over."
                        .formatted(shown));
    }

    private Optional<Upload> find(String repository, String identifier) throws IOException {
        lock.lock();
        try {
            purge();
            return Optional.ofNullable(uploads.get(identifier))
                    .filter(u -> u.claim().repository().equals(repository));
        } finally {
            lock.unlock();
        }
    }

    /** Ends those whose time is over; a clock that was set back ends none before its time. */
    private void purge() throws IOException {
        Instant now = clock.instant();
        for (Iterator<Upload> all = uploads.values().iterator(); all.hasNext(); ) {
            Upload upload = all.next();
            if (!now.isBefore(upload.claim().until()) && upload.end().isPresent()) {
                all.remove();
            }
        }
    }

    @Override
    public BlobDraft receive(InputStream content) throws IOException {
        BlobDraft draft = drafts.draft();
        open.incrementAndGet();
        try {
            copy(content, draft.sink());
            draft.digests();
            return draft;
        } catch (IOException | RuntimeException e) {
            give(draft);
            throw e;
        }
    }

    @Override
    public BlobDraft receivePart(InputStream content) throws IOException {
        if (open.get() >= MOST_DRAFTS) {
            throw ApiException.tooMany(
                    "Too many parts are being uploaded at once: end some first.");
        }
        return receive(content);
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            size += read;
            if (size > mostBytes) {
                throw ApiException.tooLarge("A file has at most " + mostBytes + " bytes here.");
            }
            if (held.get() + read > FILES_AT_ONCE * mostBytes) {
                throw ApiException.tooMany("Too much is being uploaded at once: try again later.");
            }
            to.write(chunk, 0, read);
            held.addAndGet(read);
        }
    }

    @Override
    public void give(BlobDraft draft) throws IOException {
        held.addAndGet(-draft.size());
        open.decrementAndGet();
        draft.close();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String secret(int count) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
    }

    private static Digest hash(String ticket) {
        return Digest.compute(DigestAlgorithm.SHA256, ticket.getBytes(StandardCharsets.UTF_8));
    }

    /** For tests and metrics. */
    List<String> identifiers() {
        lock.lock();
        try {
            return List.copyOf(uploads.keySet());
        } finally {
            lock.unlock();
        }
    }
}
