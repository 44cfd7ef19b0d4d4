package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.proxy.Companions.Made;
import dev.gatehouse.core.proxy.Companions.Origin;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Makes companions of files that are stored already: of those that came before companions were
 * made, and in the place of those whose bytes are lost. Nobody is asked. Thread-safe.
 */
final class LateCompanions {
    private static final Logger LOG = LoggerFactory.getLogger(LateCompanions.class);
    private static final long MOST_TRIED = 200_000;

    private final Companions companions;
    private final VerifiedBlobs verified;
    private final MetadataStore metadata;
    private final ExecutorService threads;
    private final Memory<Digest, Boolean> tried;

    LateCompanions(Kernel kernel, Companions companions) {
        this.companions = companions;
        this.verified = companions.verified();
        this.metadata = kernel.metadata();
        this.threads = kernel.threads();
        this.tried = kernel.memories().counted("companions-tried", MOST_TRIED);
    }

    /** A stored file and the release that lists it. */
    private record Bare<R extends Release>(StoredFile file, R release) {}

    /**
     * The bytes of a companion that are lost, made again of its file; empty when that is lost too,
     * or they come out otherwise: served bytes never change.
     */
    <R extends Release, P> Optional<Blob> again(
            Mount<R, P> mount, VisibleIndex<R, P> index, StoredFile lost)
            throws IOException, InterruptedException {
        FileName main = mount.format().main(lost.file());
        Optional<StoredFile> of =
                metadata.releases()
                        .file(lost.key(), lost.version(), main)
                        .filter(f -> f.owner().equals(lost.owner()) && !main.equals(lost.file()));
        Optional<Accepted<R>> accepted = index.find(lost.version());
        if (of.isEmpty() || accepted.isEmpty()) {
            return Optional.empty();
        }
        var _ = make(mount, new Bare<>(of.get(), accepted.get().release()));
        return verified.find(lost);
    }

    /** Begins to make what visible stored files lack, each once in this process; does not wait. */
    <R extends Release, P> void begin(
            Mount<R, P> mount, VisibleIndex<R, P> index, List<StoredFile> files) {
        Set<FileName> beside = new HashSet<>();
        for (StoredFile file : files) {
            FileName main = mount.format().main(file.file());
            if (!main.equals(file.file())) {
                beside.add(main);
            }
        }
        List<Bare<R>> bare = new ArrayList<>();
        for (StoredFile file : files) {
            if (!beside.contains(file.file()) && tried.find(file.sha256()).isEmpty()) {
                release(index, file)
                        .filter(r -> mount.format().hasCompanions(r, file.file()))
                        .ifPresent(r -> bare.add(new Bare<>(file, r)));
            }
        }
        if (!bare.isEmpty()) {
            bare.forEach(b -> tried.put(b.file().sha256(), true));
            start(mount, bare);
        }
    }

    /** The release of a file that its owner lists and that may be seen; not of what is local. */
    private static <R extends Release> Optional<R> release(
            VisibleIndex<R, ?> index, StoredFile file) {
        return index.find(file.version())
                .filter(a -> a.owner().id().equals(file.owner()) && !file.owner().isLocal())
                .map(Accepted::release)
                .filter(
                        r ->
                                r.files().stream()
                                        .filter(f -> f.kind() == FileKind.CONTENT)
                                        .anyMatch(f -> f.name().equals(file.file())));
    }

    private <R extends Release, P> void start(Mount<R, P> mount, List<Bare<R>> bare) {
        try {
            threads.execute(() -> makeAll(mount, bare));
        } catch (RejectedExecutionException e) {
            LOG.debug("the server is stopping: nothing is made", e);
        }
    }

    private <R extends Release, P> void makeAll(Mount<R, P> mount, List<Bare<R>> bare) {
        try {
            for (Bare<R> one : bare) {
                companions.store(one.file(), make(mount, one));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("nothing could be put beside files of {}", bare.getFirst().file().key(), e);
        }
    }

    private <R extends Release, P> List<Made> make(Mount<R, P> mount, Bare<R> of)
            throws IOException, InterruptedException {
        Optional<Blob> blob = verified.find(of.file());
        if (blob.isEmpty()) {
            return List.of();
        }
        return companions.of(
                new Origin<>(mount, of.file().key().name(), of.release(), of.file().file()),
                () -> FileChannel.open(blob.get().path(), StandardOpenOption.READ));
    }
}
