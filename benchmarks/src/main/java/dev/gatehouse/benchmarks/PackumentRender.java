package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;
import dev.gatehouse.npm.packument.NpmStyle;
import dev.gatehouse.npm.packument.PackumentReader;
import dev.gatehouse.npm.packument.PackumentRenderer;

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
import java.util.concurrent.TimeUnit;

/** How long it takes to render a packument of 10.5 MB from its table, every version visible. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class PackumentRender {
    private static final URI BASE = URI.create("http://localhost:4283/main/npm/");

    private final PackumentRenderer renderer = new PackumentRenderer();
    private VisibleIndex<NpmRelease, NpmDocument> visible = nothing();

    /** All that the document has. */
    @Setup
    public void parse() throws BadUpstreamException {
        IndexKey key = IndexKey.of(NpmName.of(GeneratedPackument.NAME));
        var index = new PackumentReader().read(key, GeneratedPackument.direct());
        Source source = new Source(new SourceId("u"), "upstream", Trust.UNTRUSTED, true);
        Map<Version, Accepted<NpmRelease>> accepted = new LinkedHashMap<>();
        index.releases().forEach((v, release) -> accepted.put(v, new Accepted<>(source, release)));
        visible =
                new VisibleIndex<>(
                        key.name(),
                        accepted,
                        List.of(),
                        List.of(new SourcePart<>(source, index.document())),
                        List.of());
    }

    @Benchmark
    public Rendering full() {
        return render(new NpmStyle.Full(false));
    }

    @Benchmark
    public Rendering abbreviated() {
        return render(new NpmStyle.Abbreviated());
    }

    private Rendering render(NpmStyle style) {
        return renderer.render(visible, new Rendition(style, BASE, Map.of(), Instant.EPOCH));
    }

    private static VisibleIndex<NpmRelease, NpmDocument> nothing() {
        return new VisibleIndex<>(
                NpmName.of(GeneratedPackument.NAME), Map.of(), List.of(), List.of(), List.of());
    }
}
