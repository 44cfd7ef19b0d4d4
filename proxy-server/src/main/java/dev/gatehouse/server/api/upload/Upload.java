package dev.gatehouse.server.api.upload;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.server.api.call.ApiException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One file on its way: announced, received once, then part of a package. Thread-safe: who finds it
 * in use is told so.
 */
public final class Upload {
    private static final int MOST_PARTS = 1000;

    private final Claim claim;
    private final Intake intake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, BlobDraft> parts = new TreeMap<>();
    private volatile State state = State.WAITING;
    private @Nullable BlobDraft draft;
    private boolean lent;
    private @Nullable ItemKey made;

    Upload(Claim claim, Intake intake) {
        this.claim = claim;
        this.intake = intake;
    }

    /**
     * What was announced.
     *
     * @param ticket the SHA-256 of the secret that lets it be sent without a token
     * @param owner who announced it, and alone may use it
     * @param repository where it is to go
     */
    record Claim(
            String identifier,
            Digest ticket,
            String owner,
            String repository,
            FileName file,
            Digest md5,
            Instant until) {}

    private enum State {
        WAITING,
        RECEIVED,
        MADE,
        SPENT
    }

    /** Makes drafts, and holds them to the bounds of all uploads together. */
    interface Intake {
        BlobDraft receive(InputStream content) throws IOException;

        /** The same for a part of a file, of which there may be many. */
        BlobDraft receivePart(InputStream content) throws IOException;

        void give(BlobDraft draft) throws IOException;
    }

    String identifier() {
        return claim.identifier();
    }

    Claim claim() {
        return claim;
    }

    /** What the sender called it. */
    public FileName file() {
        return claim.file();
    }

    /** Work on an upload that nobody else works on. */
    private interface Work<T extends @Nullable Object> {
        T run() throws IOException, InterruptedException;
    }

    private <T extends @Nullable Object> T alone(Work<T> work)
            throws IOException, InterruptedException {
        if (!lock.tryLock()) {
            throw ApiException.conflict("The upload " + identifier() + " is in use.");
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the whole file; one that breaks off may be sent again, one that came may not. */
    void receive(InputStream content) throws IOException, InterruptedException {
        alone(
                () -> {
                    requireWaiting();
                    keep(intake.receive(content));
                    return null;
                });
    }

    /** Takes a part of it, in place of an earlier one of that number. */
    void part(int number, InputStream content) throws IOException, InterruptedException {
        if (number < 1 || number > MOST_PARTS) {
            throw ApiException.unprocessable(
                    "part_number", "expected a number from 1 to " + MOST_PARTS);
        }
        alone(
                () -> {
                    requireWaiting();
                    BlobDraft part = intake.receivePart(content);
                    BlobDraft before = parts.put(number, part);
                    if (before != null) {
                        intake.give(before);
                    }
                    return null;
                });
    }

    /** Puts the parts together; once more it changes nothing. */
    void complete() throws IOException, InterruptedException {
        alone(
                () -> {
                    if (state != State.RECEIVED) {
                        requireWaiting();
                        keep(intake.receive(new PartsInput(inOrder())));
                        dropParts();
                    }
                    return null;
                });
    }

    private Iterable<BlobDraft> inOrder() {
        for (int number = 1; number <= parts.size(); number++) {
            if (!parts.containsKey(number)) {
                throw ApiException.unprocessable("upload_id", "part " + number + " is missing");
            }
        }
        return parts.values();
    }

    private void requireWaiting() {
        if (state != State.WAITING) {
            throw ApiException.conflict(
                    "The ticket of the upload " + identifier() + " was used: it is good for one.");
        }
    }

    private void keep(BlobDraft received) throws IOException {
        Digest md5 =
                received.digests().stream()
                        .filter(d -> d.algorithm() == DigestAlgorithm.MD5)
                        .findFirst()
                        .orElseThrow();
        if (!md5.equals(claim.md5())) {
            state = State.SPENT;
            intake.give(received);
            dropParts();
            throw ApiException.unprocessable(
                    "md5_checksum",
                    "%s was announced with %s and came with %s"
                            .formatted(claim.file(), claim.md5().hex(), md5.hex()));
        }
        draft = received;
        state = State.RECEIVED;
    }

    private void dropParts() throws IOException {
        for (BlobDraft part : parts.values()) {
            intake.give(part);
        }
        parts.clear();
    }

    /** Whether all of it came; it may be part of a package by now. */
    public boolean isReceived() {
        return state == State.RECEIVED || isMade();
    }

    /** Whether it is part of a package, so that it takes no room any more. */
    boolean isMade() {
        return state == State.MADE;
    }

    /** It is part of a package. */
    public void done() throws IOException {
        BlobDraft mine = draft;
        if (mine != null) {
            intake.give(mine);
            draft = null;
        }
        state = State.MADE;
    }

    /** The bytes, to be committed; each time they are asked for, in a draft that was not. */
    public BlobDraft lend() throws IOException {
        BlobDraft mine = draft;
        if (mine == null) {
            throw ApiException.conflict(
                    "The upload " + identifier() + " is part of another package.");
        }
        if (lent) {
            try (InputStream content = Channels.newInputStream(mine.open())) {
                draft = intake.receive(content);
            }
            intake.give(mine);
        }
        lent = true;
        return Objects.requireNonNull(draft);
    }

    /** Makes a package of it. */
    @FunctionalInterface
    public interface Making {
        ItemKey make() throws IOException, InterruptedException;
    }

    /** The package that was made of it; made now if none was. */
    public ItemKey makeOnce(Making making) throws IOException, InterruptedException {
        return alone(
                () -> {
                    ItemKey known = made;
                    if (known == null) {
                        known = making.make();
                        made = known;
                    }
                    return known;
                });
    }

    /** Ends it, unless it is in use: then it ends with the next look. */
    Optional<Upload> end() throws IOException {
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            BlobDraft mine = draft;
            if (mine != null) {
                intake.give(mine);
                draft = null;
            }
            dropParts();
            state = State.SPENT;
            return Optional.of(this);
        } finally {
            lock.unlock();
        }
    }
}
