package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.LocalEdit.Outcome;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes, copies and deletes packages as people count them; what is taken is published like anything
 * else. Thread-safe.
 */
public final class PackageService {
    private final StoredPackages stored;
    private final Tallies tallies;
    private final PublishService publications;
    private final BlobStore blobs;
    private final VerifiedBlobs verified;
    private final CopyCheck copies;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;

    PackageService(
            Kernel kernel,
            StoredPackages stored,
            PublishService publications,
            VerifiedBlobs verified,
            CopyCheck copies) {
        this.stored = stored;
        this.tallies = new Tallies(kernel, stored);
        this.publications = publications;
        this.blobs = kernel.blobs();
        this.verified = verified;
        this.copies = copies;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
    }

    /** What is stored. */
    public StoredPackages stored() {
        return stored;
    }

    /** How much is stored. */
    public Tallies tallies() {
        return tallies;
    }

    /** A place for bytes that come before what they belong to; the caller closes it. */
    public BlobDraft draft() throws IOException {
        return blobs.draft();
    }

    /**
     * Publishes what was sent at once.
     *
     * @return what is stored of it now
     * @throws RefusedException with the reason why it is not taken
     */
    public Stored receive(Mount<?, ?> mount, Shipment shipment, Principal by)
            throws IOException, InterruptedException, RefusedException {
        return receive(mount, shipment, by, UnaryOperator.identity());
    }

    private Stored receive(
            Mount<?, ?> mount, Shipment shipment, Principal by, UnaryOperator<String> action)
            throws IOException, InterruptedException, RefusedException {
        Packaging<?, ?> packaging = packaging(mount);
        List<Packaging.Sent> read = new ArrayList<>();
        publications.publish(
                mount,
                intake -> {
                    Packaging.Sent sent = packaging.receive(shipment, intake);
                    read.add(sent);
                    Publication publication = called(sent.publication(), action);
                    return shipment.again() ? unlessThere(publication, sent) : publication;
                },
                by);
        Packaging.Sent sent = read.getLast();
        PackageKey key = mount.key(sent.publication().name());
        ItemKey item = new ItemKey(key, sent.version(), sent.file());
        return stored.of(mount, key.name()).stream()
                .filter(s -> s.item().equals(item))
                .findFirst()
                .orElseThrow(() -> new IOException(item + " is not stored"));
    }

    private static Packaging<?, ?> packaging(Mount<?, ?> mount) throws RefusedException {
        Optional<? extends Packaging<?, ?>> packaging = mount.format().packaging();
        if (packaging.isEmpty()) {
            throw new RefusedException(
                    new Refusal.Invalid(mount.format().id() + " packages cannot be sent at once"));
        }
        return packaging.get();
    }

    /** The same bytes once more change nothing; served bytes never change. */
    private static Publication unlessThere(Publication publication, Packaging.Sent sent) {
        return new Publication(
                publication.name(),
                publication.action(),
                publication.files(),
                (current, now) ->
                        isThere(publication, current.find(sent.version()))
                                ? new Outcome.Unchanged(Response.text(200, ""))
                                : publication.edit().apply(current, now));
    }

    private static boolean isThere(Publication publication, Optional<LocalRelease> release) {
        return release.filter(LocalRelease::isAvailable).stream()
                .anyMatch(r -> publication.files().stream().allMatch(f -> has(r, f)));
    }

    private static boolean has(LocalRelease release, DraftedFile file) {
        return release.files().stream()
                .filter(s -> s.file().equals(file.file()))
                .anyMatch(s -> file.draft().digests().contains(s.sha256()));
    }

    private static Publication called(Publication publication, UnaryOperator<String> action) {
        return new Publication(
                publication.name(),
                action.apply(publication.action()),
                publication.files(),
                publication.edit());
    }

    /**
     * How a package is copied.
     *
     * @param again whether it is no fault that the same bytes are there already
     * @param reason why what an untrusted upstream supplied is to become the destination's own
     */
    public record Copying(boolean again, Optional<String> reason) {}

    /**
     * Publishes a stored package in another repository of its format, with the same bytes. The name
     * is local there from then on: so what an untrusted upstream supplied is copied only for a
     * reason, and by an admin of the destination. What is not served where it is, is not copied.
     */
    public Stored copy(Stored from, Mount<?, ?> to, Principal by, Copying how)
            throws IOException, InterruptedException, RefusedException {
        UnaryOperator<String> action = Adoption.action(from, to, by, how.reason());
        return copy(from, to, by, how.again(), action);
    }

    private Stored copy(
            Stored from, Mount<?, ?> to, Principal by, boolean again, UnaryOperator<String> action)
            throws IOException, InterruptedException, RefusedException {
        Packaging<?, ?> packaging = packaging(to);
        List<BlobDraft> drafts = new ArrayList<>();
        try {
            List<Shipment.Item> items = new ArrayList<>();
            for (Parcel.Part part : from.parcel().parts()) {
                BlobDraft draft = blobs.draft();
                drafts.add(draft);
                write(part.file(), draft);
                items.add(new Shipment.Item(part.tag(), part.file().file().value(), draft));
            }
            Optional<Refusal> refusal = copies.refusal(from);
            if (refusal.isPresent()) {
                throw new RefusedException(refusal.get());
            }
            Shipment shipped = packaging.ship(from.parcel(), stored.facts(from), items, by.name());
            return receive(
                    to,
                    new Shipment(shipped.words(), shipped.items(), again, shipped.by()),
                    by,
                    action);
        } finally {
            for (BlobDraft draft : drafts) {
                draft.close();
            }
        }
    }

    private void write(StoredFile file, BlobDraft draft) throws IOException {
        Blob blob =
                verified.find(file)
                        .orElseThrow(
                                () -> new IOException("the bytes of " + file.file() + " are lost"));
        Files.copy(blob.path(), draft.sink());
    }

    /**
     * Deletes a package: one that is published here as its format does it; of a cached one the
     * bytes are dropped, and may be fetched again.
     *
     * @return why it cannot be deleted; empty when it is gone
     */
    public Optional<Refusal> delete(Stored gone, Principal by)
            throws IOException, InterruptedException {
        Mount<?, ?> mount = gone.mount();
        PackageKey key = gone.item().key();
        if (!gone.owner().isLocal()) {
            locks.holding(key, () -> drop(gone, by));
            return Optional.empty();
        }
        Optional<LocalEdit> edit =
                mount.format().packaging().map(packaging -> packaging.delete(gone.parcel()));
        if (edit.isEmpty()) {
            return Optional.of(new Refusal.Invalid("it cannot be deleted"));
        }
        String action = "delete " + gone.item().version();
        Publication change = new Publication(key.name(), action, List.of(), edit.get());
        return publications.edit(mount, change, by);
    }

    /** The name's provenance stays; its version is nobody's again when no file of it is left. */
    private boolean drop(Stored gone, Principal by) throws IOException {
        ItemKey item = gone.item();
        PackageKey key = item.key();
        Set<FileName> files = new HashSet<>();
        gone.parcel().parts().forEach(part -> files.add(part.file().file()));
        List<Change> changes = new ArrayList<>();
        boolean left = false;
        for (StoredFile file : metadata.releases().files(key)) {
            boolean ofVersion =
                    file.version().equals(item.version()) && file.owner().equals(gone.owner());
            if (ofVersion && (item.file().isEmpty() || files.contains(file.file()))) {
                changes.add(new Change.DropFile(key, file.version(), file.file()));
            } else {
                left |= ofVersion;
            }
        }
        SourceId pinned = metadata.releases().pins(key).get(item.version());
        // meanwhile it may have become another's
        if (!left && gone.owner().equals(pinned)) {
            changes.add(new Change.Unpin(key, item.version()));
        }
        if (changes.isEmpty()) {
            return false;
        }
        changes.add(audit(gone, by));
        metadata.commit(changes, MetadataStore.Durability.SYNCED);
        epochs.move(key);
        return left;
    }

    private Change audit(Stored gone, Principal by) {
        Mount<?, ?> mount = gone.mount();
        ItemKey item = gone.item();
        Map<String, String> details = new HashMap<>();
        details.put("action", "drop cached");
        details.put("version", item.version().value());
        item.file().ifPresent(f -> details.put("file", f.value()));
        return journal.entry(
                AuditEvent.Kind.DELETE,
                mount.repositoryName(),
                Journal.subject(item.key().name()),
                mount.settings().upstream(gone.owner()).map(Upstream::name),
                by.name(),
                details);
    }
}
