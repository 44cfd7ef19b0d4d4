package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.StoredIndex;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.Validator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Index documents of upstreams: their bytes as blobs, parsed once per revision. A document that
 * cannot be parsed is never stored. Thread-safe.
 */
public final class DocumentStore {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentStore.class);
    private static final long MOST_PARSED_BYTES = 256L << 20;

    private final BlobStore blobs;
    private final MetadataStore metadata;
    private final InstantSource clock;
    private final Memory<Parsed, ReleaseIndex<?, ?>> parsed;

    public DocumentStore(
            BlobStore blobs, MetadataStore metadata, Memories memories, InstantSource clock) {
        this.blobs = blobs;
        this.metadata = metadata;
        this.clock = clock;
        this.parsed = memories.weighed("parsed", MOST_PARSED_BYTES, ReleaseIndex::weight);
    }

    /** One revision of a document, whoever gave it. */
    private record Parsed(IndexKey key, URI url, String contentType, Digest blob) {}

    /** What is stored of an upstream's document; nothing when there is none, or it is damaged. */
    public <R extends Release, P> Optional<SourceDocument<R, P>> find(
            Mount<R, P> mount, IndexKey key, SourceId source) throws IOException {
        Optional<StoredIndex> stored = metadata.indexes().find(mount.repository(), key, source);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SourceDocument<>(stored.get(), index(mount, stored.get())));
        } catch (BadUpstreamException e) {
            LOG.warn("dropping the stored document of {}: {}", key, e.getMessage());
            metadata.commit(
                    List.of(new Change.DropIndex(mount.repository(), key, source)),
                    Durability.BEHIND);
            return Optional.empty();
        }
    }

    /** Keeps a document that an upstream has just given. */
    public <R extends Release, P> SourceDocument<R, P> keep(
            Mount<R, P> mount, IndexKey key, SourceId source, UpstreamReply.Found found)
            throws IOException, BadUpstreamException {
        try (BlobDraft draft = blobs.draft()) {
            found.body().transferTo(draft.sink());
            Digest sha256 = sha256(draft);
            String contentType = found.headers().first("content-type").orElse("");
            Instant now = clock.instant();
            StoredIndex stored =
                    new StoredIndex(
                            mount.repository(),
                            key,
                            source,
                            sha256,
                            contentType,
                            found.url(),
                            found.headers().first("etag"),
                            found.headers().first("last-modified"),
                            now,
                            now);
            ReleaseIndex<R, P> index = parse(mount, stored, map(draft.open()));
            draft.commit();
            put(stored);
            return new SourceDocument<>(stored, index);
        }
    }

    /** Notes that an upstream called a stored document current. */
    public <R extends Release, P> SourceDocument<R, P> confirm(SourceDocument<R, P> document)
            throws IOException {
        StoredIndex checked = document.stored().checked(clock.instant());
        put(checked);
        return new SourceDocument<>(checked, document.index());
    }

    /** What to revalidate a stored document with. */
    public static Optional<Validator> validator(StoredIndex stored) {
        Validator validator = new Validator(stored.etag(), stored.lastModified());
        return validator.isEmpty() ? Optional.empty() : Optional.of(validator);
    }

    private void put(StoredIndex stored) throws IOException {
        metadata.commit(List.of(new Change.PutIndex(stored)), Durability.BEHIND);
    }

    private <R extends Release, P> ReleaseIndex<R, P> index(Mount<R, P> mount, StoredIndex stored)
            throws IOException, BadUpstreamException {
        Optional<ReleaseIndex<R, P>> known = known(mount, stored);
        if (known.isPresent()) {
            return known.get();
        }
        Blob blob =
                blobs.find(stored.blob())
                        .orElseThrow(() -> new BadUpstreamException("its bytes are gone"));
        ByteBuffer content = map(FileChannel.open(blob.path(), StandardOpenOption.READ));
        MessageDigest hasher = Digest.hasher(DigestAlgorithm.SHA256);
        hasher.update(content.duplicate());
        if (!Digest.of(DigestAlgorithm.SHA256, hasher.digest()).equals(stored.blob())) {
            blobs.delete(stored.blob());
            throw new BadUpstreamException("its bytes have changed on the disk");
        }
        return parse(mount, stored, content);
    }

    /**
     * The parsed form depends on nothing but the key, the bytes, their type and their URL, so the
     * cast is safe.
     */
    @SuppressWarnings("unchecked")
    private <R extends Release, P> Optional<ReleaseIndex<R, P>> known(
            Mount<R, P> mount, StoredIndex stored) {
        if (!stored.key().name().format().equals(mount.format().id())) {
            throw new IllegalArgumentException("a document of another format: " + stored.key());
        }
        return parsed.find(parsedKey(stored)).map(index -> (ReleaseIndex<R, P>) index);
    }

    private <R extends Release, P> ReleaseIndex<R, P> parse(
            Mount<R, P> mount, StoredIndex stored, ByteBuffer content) throws BadUpstreamException {
        IndexDocument document = new IndexDocument(content, stored.contentType(), stored.url());
        ReleaseIndex<R, P> index;
        try {
            index = mount.format().readIndex(stored.key(), document);
        } catch (RuntimeException e) {
            throw new BadUpstreamException("its document cannot be read: " + e, e);
        }
        parsed.put(parsedKey(stored), index);
        return index;
    }

    private static Parsed parsedKey(StoredIndex stored) {
        return new Parsed(stored.key(), stored.url(), stored.contentType(), stored.blob());
    }

    private static Digest sha256(BlobDraft draft) {
        return draft.digests().stream()
                .filter(d -> d.algorithm() == DigestAlgorithm.SHA256)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Mapped, so that a document of many megabytes costs no heap; the mapping outlives the channel.
     */
    static ByteBuffer map(FileChannel channel) throws IOException {
        try (channel) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
    }
}
