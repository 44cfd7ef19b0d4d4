package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.PackumentReader;

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

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** How long it takes to parse a packument of 10.5 MB into its table, and to scan it at least. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class PackumentParse {
    private final byte[] bytes = GeneratedPackument.bytes();
    private final ByteBuffer direct = GeneratedPackument.direct();
    private final IndexKey key = IndexKey.of(NpmName.of(GeneratedPackument.NAME));
    private final PackumentReader reader = new PackumentReader();
    private final JsonFactory json = new JsonFactory();

    /** Into the table, checked, from a mapped document. */
    @Benchmark
    public Object table() throws BadUpstreamException {
        return reader.read(key, direct);
    }

    /** The baseline: Jackson goes from token to token of an array and looks at none. */
    @Benchmark
    public int bareScan() {
        int tokens = 0;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
