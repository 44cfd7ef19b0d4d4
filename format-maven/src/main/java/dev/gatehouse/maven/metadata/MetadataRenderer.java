package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenVersionOrder;
import dev.gatehouse.maven.xml.XmlText;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes {@code maven-metadata.xml} from what is visible. A checksum is that of the bytes which the
 * same index would be written to now. Pure, thread-safe.
 */
public final class MetadataRenderer {
    private final MavenVersionOrder order = new MavenVersionOrder();

    /** The document, or its digest. */
    public Rendering render(VisibleIndex<MavenRelease, MavenMetadata> index, Rendition rendition) {
        if (!(rendition.style() instanceof MetadataStyle style)) {
            throw new IllegalArgumentException("style of another format: " + rendition.style());
        }
        Optional<Instant> updated = updated(index, rendition);
        Optional<String> text =
                style.snapshot().isPresent()
                        ? snapshot(index, style.snapshot().get(), updated)
                        : ofPackage(index, rendition, updated);
        return text.<Rendering>map(t -> document(t, style, updated))
                .orElseGet(() -> new Rendering.Nothing("no metadata of " + index.name() + " here"));
    }

    private static Rendering document(String text, MetadataStyle style, Optional<Instant> updated) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (style.digest().isPresent()) {
            String hex = Digest.compute(style.digest().get(), bytes).hex();
            ByteBuffer line = ByteBuffer.wrap(hex.getBytes(StandardCharsets.US_ASCII));
            return new Rendering.Document(
                    List.of(line), fresh(Headers.of("content-type", "text/plain")));
        }
        Set<Digest> digests = new HashSet<>();
        for (DigestAlgorithm algorithm : ChecksumHeaders.TOLD.keySet()) {
            digests.add(Digest.compute(algorithm, bytes));
        }
        Headers headers = fresh(ChecksumHeaders.describe(digests).with("content-type", "text/xml"));
        return new Rendering.Document(
                List.of(ByteBuffer.wrap(bytes)),
                updated.map(u -> headers.with("last-modified", HttpDates.format(u)))
                        .orElse(headers));
    }

    private static Headers fresh(Headers headers) {
        return headers.with("vary", "Accept-Encoding")
                .with("cache-control", "max-age=0, must-revalidate");
    }

    private static Optional<Instant> updated(
            VisibleIndex<MavenRelease, MavenMetadata> index, Rendition rendition) {
        Optional<Instant> latest =
                Optional.of(rendition.rulingChangedAt()).filter(Instant.EPOCH::isBefore);
        for (SourcePart<MavenMetadata> part : index.documents()) {
            latest = MavenTimes.later(latest, part.document().lastUpdated());
        }
        return latest;
    }

    private Optional<String> ofPackage(
            VisibleIndex<MavenRelease, MavenMetadata> index,
            Rendition rendition,
            Optional<Instant> updated) {
        List<Version> versions =
                order.sorted(
                        index.accepted().values().stream()
                                .map(accepted -> accepted.release())
                                .filter(MavenRelease::listed)
                                .map(MavenRelease::version)
                                .toList());
        Set<Plugin> plugins = plugins(index, rendition);
        if (versions.isEmpty() && plugins.isEmpty()) {
            return Optional.empty();
        }
        XmlText xml = new XmlText().begin("metadata");
        if (!versions.isEmpty()) {
            xml.leaf("groupId", MavenName.groupId(index.name()));
            xml.leaf("artifactId", MavenName.artifactId(index.name()));
            versioning(xml, versions, updated);
        }
        if (!plugins.isEmpty()) {
            xml.begin("plugins");
            for (Plugin plugin : plugins) {
                xml.begin("plugin")
                        .leaf("name", plugin.title())
                        .leaf("prefix", plugin.prefix())
                        .leaf("artifactId", MavenName.artifactId(plugin.name()))
                        .end();
            }
            xml.end();
        }
        return Optional.of(xml.end().toString());
    }

    private static void versioning(XmlText xml, List<Version> versions, Optional<Instant> updated) {
        xml.begin("versioning").leaf("latest", versions.getLast().value());
        versions.reversed().stream()
                .filter(v -> !MavenName.isSnapshot(v))
                .findFirst()
                .ifPresent(v -> xml.leaf("release", v.value()));
        xml.begin("versions");
        versions.forEach(v -> xml.leaf("version", v.value()));
        xml.end();
        updated.ifPresent(u -> xml.leaf("lastUpdated", MavenTimes.format(u)));
        xml.end();
    }

    /** A prefix is the plugin's that the first source gives it to of which it may speak. */
    private static Set<Plugin> plugins(
            VisibleIndex<MavenRelease, MavenMetadata> index, Rendition rendition) {
        Set<Plugin> plugins = new LinkedHashSet<>();
        Set<String> taken = new HashSet<>();
        for (SourcePart<MavenMetadata> part : index.documents()) {
            Set<PackageName> own = rendition.spokenFor().getOrDefault(part.source().id(), Set.of());
            for (Plugin plugin : part.document().plugins()) {
                if (own.contains(plugin.name()) && taken.add(plugin.prefix())) {
                    plugins.add(plugin);
                }
            }
        }
        return plugins;
    }

    private static Optional<String> snapshot(
            VisibleIndex<MavenRelease, MavenMetadata> index,
            Version version,
            Optional<Instant> updated) {
        for (SourcePart<MavenMetadata> part : index.documents()) {
            Snapshot snapshot = part.document().snapshots().get(version);
            if (snapshot != null) {
                Optional<Instant> last = MavenTimes.later(updated, snapshot.lastUpdated());
                return Optional.of(snapshot(index.name(), version, snapshot, last));
            }
        }
        return Optional.empty();
    }

    private static String snapshot(
            PackageName name, Version version, Snapshot snapshot, Optional<Instant> updated) {
        XmlText xml = new XmlText().begin("metadata");
        xml.leaf("groupId", MavenName.groupId(name));
        xml.leaf("artifactId", MavenName.artifactId(name));
        xml.leaf("version", version.value());
        xml.begin("versioning");
        snapshot.newest()
                .ifPresent(
                        build ->
                                xml.begin("snapshot")
                                        .leaf("timestamp", build.timestamp())
                                        .leaf("buildNumber", Integer.toString(build.number()))
                                        .end());
        updated.ifPresent(u -> xml.leaf("lastUpdated", MavenTimes.format(u)));
        xml.begin("snapshotVersions");
        for (Snapshot.Entry entry : snapshot.entries()) {
            xml.begin("snapshotVersion")
                    .leaf("classifier", entry.classifier())
                    .leaf("extension", entry.extension())
                    .leaf("value", entry.value())
                    .leaf("updated", entry.updated())
                    .end();
        }
        return xml.end().end().end().toString();
    }
}
