package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.LocalPackage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands out drafts and closes them all in the end: what was committed stays. Not for more than one
 * thread.
 */
final class Receiving implements Intake, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);

    private final BlobStore blobs;
    private final Names names;
    private final List<BlobDraft> drafts = new ArrayList<>();

    Receiving(BlobStore blobs, Names names) {
        this.blobs = blobs;
        this.names = names;
    }

    /** What is published under a name. */
    @FunctionalInterface
    interface Names {
        LocalPackage current(PackageName name) throws IOException;
    }

    @Override
    public BlobDraft draft() throws IOException {
        BlobDraft draft = blobs.draft();
        drafts.add(draft);
        return draft;
    }

    @Override
    public LocalPackage current(PackageName name) throws IOException {
        return names.current(name);
    }

    @Override
    public void close() {
        for (BlobDraft draft : drafts) {
            try {
                draft.close();
            } catch (IOException e) {
                LOG.warn("closing a draft failed", e);
            }
        }
    }
}
