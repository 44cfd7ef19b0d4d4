package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes down what is known of a package, for policies; it asks the store for advisories only. */
final class Subjects {
    private final Supplier<String> workspace;
    private final Scans scans;

    Subjects(Kernel kernel) {
        this.workspace = kernel.rules().workspace();
        this.scans = new Scans(kernel.metadata().advisories());
    }

    /**
     * What is known.
     *
     * @param owner whose bytes they are
     * @param signatures of its files, judged
     * @param publishedAt when its source says that it was published
     * @param uploader who published it here
     * @param pins who signed it before, where account of that is kept
     */
    record Known(
            Parcel parcel,
            SourceId owner,
            ItemState state,
            Facts facts,
            Map<FileName, List<Signature>> signatures,
            Optional<Instant> publishedAt,
            Optional<String> uploader,
            Optional<FileUse> use,
            Optional<Pins> pins) {}

    Subject of(Mount<?, ?> mount, Known known) {
        Parcel parcel = known.parcel();
        ItemIds ids = ItemIds.of(parcel);
        Packaging.Identity identity = mount.format().packaging().orElseThrow().identity(parcel);
        return new Subject(
                scope(mount),
                parcel.item(),
                parcel.name(),
                identity.namespace(),
                parcel.version(),
                new Subject.Ids(ids.slug(), ids.perm()),
                parcel.parts().stream().map(part -> file(mount, part.file(), known)).toList(),
                about(known, identity),
                known.state().ownTags(),
                from(mount, known.owner()),
                known.pins(),
                scans.of(mount, parcel.item().key().name(), parcel.item().version()));
    }

    private Subject.Scope scope(Mount<?, ?> mount) {
        return new Subject.Scope(
                workspace.get(),
                mount.repositoryName(),
                mount.repository().value(),
                Optional.empty());
    }

    /** What lies beside a file needs no signature of its own. */
    private static Subject.File file(Mount<?, ?> mount, StoredFile file, Known known) {
        return new Subject.File(
                file.file(),
                file.size(),
                file.digests().stream().sorted(Comparator.comparing(Digest::algorithm)).toList(),
                counts(mount, file),
                known.signatures().getOrDefault(file.file(), List.of()),
                file.storedAt());
    }

    private static boolean counts(Mount<?, ?> mount, StoredFile file) {
        boolean itself = mount.format().main(file.file()).equals(file.file());
        return itself
                && mount.format()
                        .signing()
                        .map(s -> s.counts(file.key().name(), file.version(), file.file()))
                        .orElse(true);
    }

    private static Subject.About about(Known known, Packaging.Identity identity) {
        Facts facts = known.facts();
        return new Subject.About(
                facts.summary(),
                facts.description(),
                facts.license(),
                facts.architectures(),
                facts.tags(),
                known.publishedAt(),
                known.uploader(),
                known.use().map(FileUse::lastAt),
                identity.purl(),
                facts.identifiers());
    }

    /** An upstream that is gone is known by its id alone, and trusted no more. */
    private static Optional<Subject.From> from(Mount<?, ?> mount, SourceId owner) {
        if (owner.isLocal()) {
            return Optional.empty();
        }
        List<Upstream> upstreams = mount.settings().upstreams();
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get(i);
            if (upstream.id().equals(owner)) {
                return Optional.of(
                        new Subject.From(
                                upstream.name(),
                                owner.value(),
                                Optional.of(upstream.url()),
                                upstream.source().isTrusted(),
                                i + 1,
                                upstream.mode().name()));
            }
        }
        return Optional.of(new Subject.From("", owner.value(), Optional.empty(), false, 0, ""));
    }
}
