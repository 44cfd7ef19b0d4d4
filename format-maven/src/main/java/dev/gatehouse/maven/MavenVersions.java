package dev.gatehouse.maven;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.metadata.MetadataReader;
import dev.gatehouse.maven.metadata.Pom;
import dev.gatehouse.maven.path.MavenFiles;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import java.util.Optional;

/**
 * Versions that no metadata lists: one is there if its POM is, a snapshot if the list of its builds
 * is. Servers send these under many content types, so only what they hold is judged. Thread-safe.
 */
final class MavenVersions implements Unlisted<MavenRelease> {
    static final String METADATA = "maven-metadata.xml";

    private final StrictXml xml = new StrictXml();
    private final MetadataReader metadata;

    MavenVersions(MetadataReader metadata) {
        this.metadata = metadata;
    }

    @Override
    public UpstreamRequest probe(PackageName name, Version version) {
        return MavenName.isSnapshot(version)
                ? metadataRequest(new IndexKey(name, version.value()))
                : UpstreamRequest.index(
                        MavenFiles.location(name, version, MavenFiles.pom(name, version))
                                .toString(),
                        "*/*");
    }

    static UpstreamRequest metadataRequest(IndexKey key) {
        String directory = MavenName.directory(key.name()) + "/";
        String below = key.part().isEmpty() ? METADATA : key.part() + "/" + METADATA;
        return UpstreamRequest.index(directory + below, "*/*");
    }

    @Override
    public void check(PackageName name, Version version, IndexDocument answer)
            throws BadUpstreamException {
        try {
            if (MavenName.isSnapshot(version)) {
                metadata.read(new IndexKey(name, version.value()), answer.content());
                return;
            }
            Optional<String> contradiction =
                    Pom.read(xml, answer.content()).contradiction(name, version, version.value());
            if (contradiction.isPresent()) {
                throw new BadUpstreamException(contradiction.get());
            }
        } catch (MalformedXmlException e) {
            throw new BadUpstreamException(
                    "what stands for %s %s is none: %s".formatted(name, version, e.getMessage()),
                    e);
        }
    }

    @Override
    public MavenRelease release(PackageName name, Version version) {
        return MavenRelease.upstream(name, version);
    }
}
