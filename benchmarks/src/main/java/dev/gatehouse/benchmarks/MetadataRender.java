package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.maven.metadata.MavenMetadata;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.metadata.MetadataReader;
import dev.gatehouse.maven.metadata.MetadataRenderer;
import dev.gatehouse.maven.metadata.MetadataStyle;
import dev.gatehouse.maven.xml.MalformedXmlException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long it takes to order and write the metadata of 1,500 versions, with its checksums. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MetadataRender {
    private static final URI BASE = URI.create("http://localhost:4283/main/maven/");

    private final MetadataRenderer renderer = new MetadataRenderer();
    private VisibleIndex<MavenRelease, MavenMetadata> visible =
            new VisibleIndex<>(
                    GeneratedMetadata.KEY.name(), Map.of(), List.of(), List.of(), List.of());

    /** All that the document has. */
    @Setup
    public void parse() throws MalformedXmlException {
        var index = new MetadataReader().read(GeneratedMetadata.KEY, GeneratedMetadata.document());
        Source source = new Source(new SourceId("u"), "upstream", Trust.UNTRUSTED, true);
        Map<Version, Accepted<MavenRelease>> accepted = new LinkedHashMap<>();
        index.releases().forEach((v, release) -> accepted.put(v, new Accepted<>(source, release)));
        visible =
                new VisibleIndex<>(
                        index.key().name(),
                        accepted,
                        List.of(),
                        List.of(new SourcePart<>(source, index.document())),
                        List.of());
    }

    @Benchmark
    public Rendering document() {
        return render(Optional.empty());
    }

    @Benchmark
    public Rendering checksum() {
        return render(Optional.of(DigestAlgorithm.SHA1));
    }

    private Rendering render(Optional<DigestAlgorithm> digest) {
        MetadataStyle style = new MetadataStyle(Optional.empty(), digest);
        return renderer.render(visible, new Rendition(style, BASE, Map.of(), Instant.EPOCH));
    }
}
