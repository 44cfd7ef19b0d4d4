package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.ProjectReader;

import org.jsoup.Jsoup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.concurrent.TimeUnit;

/** How long it takes to parse a simple page of 2,000 files, and to look at its bytes at least. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class SimplePageParse {
    private final String html = GeneratedPage.html();
    private final String json = GeneratedPage.json();
    private final IndexDocument htmlPage = GeneratedPage.document(MediaType.TEXT_HTML, html);
    private final IndexDocument jsonPage = GeneratedPage.document(MediaType.JSON, json);
    private final ProjectReader reader = new ProjectReader();
    private final JsonFactory factory = new JsonFactory();

    @Benchmark
    public Object html() throws BadUpstreamException {
        return reader.read(GeneratedPage.KEY, htmlPage);
    }

    @Benchmark
    public Object json() throws BadUpstreamException {
        return reader.read(GeneratedPage.KEY, jsonPage);
    }

    /** The baseline: jsoup makes its tree. */
    @Benchmark
    public Object bareHtml() {
        return Jsoup.parse(html);
    }

    /** The baseline: Jackson goes from token to token and looks at none. */
    @Benchmark
    public int bareJson() {
        int tokens = 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
