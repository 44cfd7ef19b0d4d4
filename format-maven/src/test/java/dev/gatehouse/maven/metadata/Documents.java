package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.xml.MalformedXmlException;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metadata documents for tests, and what is rendered from them. */
final class Documents {
    static final PackageName TOOL = MavenName.of("com.acme:tool");
    static final IndexKey KEY = IndexKey.of(TOOL);

    private final Map<Version, Accepted<MavenRelease>> accepted = new LinkedHashMap<>();
    private final List<SourcePart<MavenMetadata>> parts = new ArrayList<>();
    private final PackageName name;
    private Map<SourceId, Set<PackageName>> spokenFor = Map.of();

    Documents(PackageName name) {
        this.name = name;
    }

    static Source source(String id) {
        return new Source(new SourceId(id), id, Trust.TRUSTED, true);
    }

    static ReleaseIndex<MavenRelease, MavenMetadata> read(IndexKey key, String xml)
            throws MalformedXmlException {
        return new MetadataReader().read(key, bytes(xml));
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String versions(String lastUpdated, String... versions) {
        return "<metadata><versioning><latest>9</latest><release>9</release><versions>"
                + Stream.of(versions)
                        .map(v -> "<version>" + v + "</version>")
                        .collect(Collectors.joining())
                + "</versions><lastUpdated>"
                + lastUpdated
                + "</lastUpdated></versioning></metadata>";
    }

    static String plugin(String prefix, String artifactId) {
        return "<plugin><name>A &amp; B</name><prefix>%s</prefix><artifactId>%s</artifactId></plugin>"
                .formatted(prefix, artifactId);
    }

    /** One more source and its document, read; versions that are there already are its own. */
    Documents with(String source, IndexKey key, String xml) throws MalformedXmlException {
        ReleaseIndex<MavenRelease, MavenMetadata> index = read(key, xml);
        index.releases()
                .forEach((v, r) -> accepted.putIfAbsent(v, new Accepted<>(source(source), r)));
        parts.add(new SourcePart<>(source(source), index.document()));
        return this;
    }

    Documents speaking(Map<SourceId, Set<PackageName>> spoken) {
        spokenFor = spoken;
        return this;
    }

    Rendering render(MetadataStyle style, Instant ruled) {
        VisibleIndex<MavenRelease, MavenMetadata> index =
                new VisibleIndex<>(name, accepted, List.of(), parts, List.of());
        URI base = URI.create("http://localhost:4283/main/maven/");
        Rendition rendition = new Rendition(style, base, Map.of(), ruled, spokenFor);
        return new MetadataRenderer().render(index, rendition);
    }

    Rendering.Document document(MetadataStyle style) {
        return (Rendering.Document) render(style, Instant.EPOCH);
    }

    String text() {
        return text(document(whole()));
    }

    static MetadataStyle whole() {
        return new MetadataStyle(Optional.empty(), Optional.empty());
    }

    static String text(Rendering.Document document) {
        return document.segments().stream()
                .map(s -> StandardCharsets.UTF_8.decode(s.duplicate()).toString())
                .collect(Collectors.joining());
    }
}
