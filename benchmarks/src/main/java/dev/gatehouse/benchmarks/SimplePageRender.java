package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.ProjectReader;
import dev.gatehouse.pypi.simple.ProjectWriter;
import dev.gatehouse.pypi.simple.PypiProject;
import dev.gatehouse.pypi.simple.PypiRelease;
import dev.gatehouse.pypi.simple.PypiStyle;

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

/** How long it takes to render a simple page of 2,000 files, every version visible. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class SimplePageRender {
    private static final URI BASE = URI.create("http://localhost:4283/main/pypi/");

    private final ProjectWriter writer = new ProjectWriter();
    private VisibleIndex<PypiRelease, PypiProject> visible =
            new VisibleIndex<>(GeneratedPage.KEY.name(), Map.of(), List.of(), List.of(), List.of());

    /** All that the page has. */
    @Setup
    public void parse() throws BadUpstreamException {
        var page = GeneratedPage.document(MediaType.JSON, GeneratedPage.json());
        var index = new ProjectReader().read(GeneratedPage.KEY, page);
        Source source = new Source(new SourceId("u"), "upstream", Trust.UNTRUSTED, true);
        Map<Version, Accepted<PypiRelease>> accepted = new LinkedHashMap<>();
        index.releases().forEach((v, release) -> accepted.put(v, new Accepted<>(source, release)));
        visible =
                new VisibleIndex<>(
                        GeneratedPage.KEY.name(),
                        accepted,
                        List.of(),
                        List.of(new SourcePart<>(source, index.document())),
                        List.of());
    }

    @Benchmark
    public Rendering html() {
        return render(MediaType.TEXT_HTML);
    }

    @Benchmark
    public Rendering json() {
        return render(MediaType.JSON);
    }

    private Rendering render(MediaType type) {
        var style = new PypiStyle.Page(type);
        return writer.render(visible, new Rendition(style, BASE, Map.of(), Instant.EPOCH));
    }
}
