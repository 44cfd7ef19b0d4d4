package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses {@code maven-metadata.xml}, which must be that of the package or its group. Thread-safe.
 */
public final class MetadataReader {
    private static final long DOCUMENT_BYTES = 1_000;
    private static final long VERSION_BYTES = 300;

    private final StrictXml xml = new StrictXml();

    /**
     * Parses one document.
     *
     * @throws MalformedXmlException when it is malformed or another package's
     */
    public ReleaseIndex<MavenRelease, MavenMetadata> read(IndexKey key, ByteBuffer document)
            throws MalformedXmlException {
        MetadataScan scan = new MetadataScan(key);
        xml.walk(document, scan);
        scan.requireOwn();
        Map<Version, MavenRelease> releases = new LinkedHashMap<>();
        for (Version version : scan.versions()) {
            releases.put(version, MavenRelease.upstream(key.name(), version));
        }
        MavenMetadata metadata =
                new MavenMetadata(
                        scan.plugins(),
                        key.part().isEmpty()
                                ? Map.of()
                                : Map.of(new Version(key.part()), scan.snapshot()),
                        scan.lastUpdated());
        long parts = (long) releases.size() + metadata.plugins().size() + scan.entries().size();
        return new ReleaseIndex<>(key, releases, metadata, DOCUMENT_BYTES + VERSION_BYTES * parts);
    }
}
