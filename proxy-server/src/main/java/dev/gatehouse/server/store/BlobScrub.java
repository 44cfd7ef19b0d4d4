package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads every blob again, and looks for every blob that a record refers to. Changes nothing; a blob
 * that is removed while it runs, because nothing refers to it any more, is not told.
 */
public final class BlobScrub {
    private static final int STEP = 16;
    private static final int BYTE_VALUES = 256;
    private static final int MOST_TOLD = 1000;

    private final FileBlobStore blobs;
    private final BlobReferences references;

    BlobScrub(FileBlobStore blobs, BlobReferences references) {
        this.blobs = blobs;
        this.references = references;
    }

    /**
     * What was found.
     *
     * @param read how many blobs were read
     * @param damaged blobs whose bytes are not what their name says, at most 1000
     * @param missing blobs that a record refers to and that are not there, at most 1000
     */
    public record Outcome(long read, List<Digest> damaged, List<Digest> missing) {
        public Outcome {
            damaged = List.copyOf(damaged);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Scrubs once.
     *
     * @throws IOException when references or blobs cannot be read at all
     */
    public Outcome scrub() throws IOException, InterruptedException {
        Round round = new Round();
        for (int from = 0; from < BYTE_VALUES; from += STEP) {
            Set<Digest> used = references.referenced(from, from + STEP);
            for (Digest digest : known(used, from)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                round.note(digest, blobs.verify(digest), used.contains(digest));
            }
        }
        return new Outcome(round.read, round.damaged, round.missing);
    }

    /** What one pass has found so far. */
    private static final class Round {
        private final List<Digest> damaged = new ArrayList<>();
        private final List<Digest> missing = new ArrayList<>();
        private long read;

        void note(Digest digest, FileBlobStore.Condition condition, boolean used) {
            switch (condition) {
                case WHOLE -> read++;
                case DAMAGED -> {
                    read++;
                    add(damaged, digest);
                }
                case MISSING -> {
                    if (used) {
                        add(missing, digest);
                    }
                }
            }
        }
    }

    private Set<Digest> known(Set<Digest> used, int from) throws IOException {
        Set<Digest> known = new LinkedHashSet<>(used);
        for (int firstByte = from; firstByte < from + STEP; firstByte++) {
            known.addAll(blobs.startingWith(firstByte));
        }
        return known;
    }

    private static void add(List<Digest> told, Digest digest) {
        if (told.size() < MOST_TOLD) {
            told.add(digest);
        }
    }
}
