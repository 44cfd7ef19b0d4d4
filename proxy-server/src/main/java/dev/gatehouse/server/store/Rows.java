package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredIndex;
import dev.gatehouse.core.store.UpstreamIdentity;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values as they are written, without what their keys hold. They are apart from the records of
 * {@code core}, so that those can be renamed without a look at what lies on disks. A field may be
 * added as an {@link Optional}; any other change needs a new schema number.
 */
final class Rows {
    private Rows() {}

    record Index(
            String blob,
            String contentType,
            URI url,
            Optional<String> etag,
            Optional<String> lastModified,
            Instant fetchedAt,
            Instant checkedAt) {
        static Index of(StoredIndex i) {
            return new Index(
                    i.blob().hex(),
                    i.contentType(),
                    i.url(),
                    i.etag(),
                    i.lastModified(),
                    i.fetchedAt(),
                    i.checkedAt());
        }

        StoredIndex of(RepositoryId repository, IndexKey key, SourceId source) {
            return new StoredIndex(
                    repository,
                    key,
                    source,
                    Digest.sha256(blob),
                    contentType,
                    url,
                    etag,
                    lastModified,
                    fetchedAt,
                    checkedAt);
        }
    }

    record File(
            String version,
            String file,
            String owner,
            long size,
            Map<DigestAlgorithm, String> digests,
            Instant storedAt,
            Optional<Instant> modifiedAt) {
        static File of(StoredFile f) {
            Map<DigestAlgorithm, String> digests =
                    f.digests().stream().collect(Collectors.toMap(Digest::algorithm, Digest::hex));
            return new File(
                    f.version().value(),
                    f.file().value(),
                    f.owner().value(),
                    f.size(),
                    digests,
                    f.storedAt(),
                    f.modifiedAt());
        }

        StoredFile of(PackageKey key) {
            Set<Digest> all =
                    digests.entrySet().stream()
                            .map(e -> new Digest(e.getKey(), e.getValue()))
                            .collect(Collectors.toUnmodifiableSet());
            return new StoredFile(
                    key,
                    new Version(version),
                    new FileName(file),
                    new SourceId(owner),
                    size,
                    all,
                    storedAt,
                    modifiedAt);
        }

        Digest sha256() {
            return Digest.sha256(digests.getOrDefault(DigestAlgorithm.SHA256, ""));
        }
    }

    record Local(long revision, String document, List<LocalVersion> releases, Instant modifiedAt) {
        static Local of(LocalPackage local) {
            return new Local(
                    local.revision(),
                    local.document(),
                    local.releases().values().stream().map(LocalVersion::of).toList(),
                    local.modifiedAt());
        }

        LocalPackage of(PackageKey key) {
            Map<Version, LocalRelease> byVersion = new LinkedHashMap<>();
            releases.forEach(r -> byVersion.put(new Version(r.version()), r.of(key)));
            return new LocalPackage(key, revision, document, byVersion, modifiedAt);
        }
    }

    record LocalVersion(
            String version,
            LocalRelease.State state,
            String manifest,
            Instant publishedAt,
            String publishedBy,
            List<File> files) {
        static LocalVersion of(LocalRelease r) {
            return new LocalVersion(
                    r.version().value(),
                    r.state(),
                    r.manifest(),
                    r.publishedAt(),
                    r.publishedBy(),
                    r.files().stream().map(File::of).toList());
        }

        LocalRelease of(PackageKey key) {
            return new LocalRelease(
                    new Version(version),
                    state,
                    manifest,
                    publishedAt,
                    publishedBy,
                    files.stream().map(f -> f.of(key)).toList());
        }
    }

    record Pin(String owner) {}

    record Origin(Instant firstAt, Instant lastAt, String firstFile, String by) {
        static Origin of(Provenance p) {
            return new Origin(p.firstAt(), p.lastAt(), p.firstFile().value(), p.by());
        }

        Provenance of(PackageKey key, SourceId source) {
            return new Provenance(key, source, firstAt, lastAt, new FileName(firstFile), by);
        }
    }

    record Seen(Instant at) {}

    /** Who holds an item back, if anybody does, its tags, and what policies did to it. */
    record State(
            Optional<Held> held, List<Tag> tags, Optional<Judged> policy, Instant heldChangedAt) {
        static State of(ItemState state) {
            return new State(
                    state.byHand().map(h -> new Held(h.by(), h.reason(), h.at())),
                    state.ownTags().stream()
                            .map(t -> new Tag(t.name(), t.immutable(), t.at()))
                            .toList(),
                    state.policy().map(Judged::of),
                    state.heldChangedAt());
        }

        ItemState of(PackageKey key, String version, String file) {
            Optional<FileName> only =
                    file.isEmpty() ? Optional.empty() : Optional.of(new FileName(file));
            return new ItemState(
                    new ItemKey(key, new Version(version), only),
                    held.map(h -> new Hold(h.by(), h.reason(), h.at())),
                    tags.stream().map(t -> new ItemTag(t.name(), t.immutable(), t.at())).toList(),
                    policy.map(Judged::effect),
                    heldChangedAt);
        }
    }

    /** How often a file was served, and when last. */
    record Used(long count, Instant lastAt) {}

    record Held(String by, String reason, Instant at) {}

    /** What policies did to an item. */
    record Judged(
            Optional<PolicyEffect.Cause> cause,
            Set<String> tagsAdded,
            Set<String> tagsRemoved,
            Instant at,
            Optional<Instant> dueAt) {
        static Judged of(PolicyEffect e) {
            return new Judged(e.cause(), e.tagsAdded(), e.tagsRemoved(), e.at(), e.dueAt());
        }

        PolicyEffect effect() {
            return new PolicyEffect(cause, tagsAdded, tagsRemoved, at, dueAt);
        }
    }

    record Tag(String name, boolean immutable, Instant at) {}

    record Event(
            Instant at,
            AuditEvent.Kind kind,
            String repository,
            String subject,
            Optional<String> source,
            String actor,
            Map<String, String> details,
            long count) {
        static Event of(AuditEvent e) {
            return new Event(
                    e.at(),
                    e.kind(),
                    e.repository(),
                    e.subject(),
                    e.source(),
                    e.actor(),
                    e.details(),
                    e.count());
        }

        AuditEvent of(String id) {
            return new AuditEvent(id, at, kind, repository, subject, source, actor, details, count);
        }
    }

    record Repository(String name, Instant createdAt) {}

    record Upstream(String name, URI url, Trust trust, Instant changedAt) {
        UpstreamIdentity of(RepositoryId repository, FormatId format, SourceId id) {
            return new UpstreamIdentity(repository, format, id, name, url, trust, changedAt);
        }
    }

    record Nothing() {}

    /** What ties the database to the directory that it lies in. */
    record Identity(String store, long start) {}
}
