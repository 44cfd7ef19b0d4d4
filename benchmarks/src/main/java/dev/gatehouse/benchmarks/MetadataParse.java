package dev.gatehouse.benchmarks;

import dev.gatehouse.maven.metadata.MetadataReader;
import dev.gatehouse.maven.xml.MalformedXmlException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** How long it takes to parse the metadata of 1,500 versions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MetadataParse {
    private final ByteBuffer document = GeneratedMetadata.document();
    private final MetadataReader reader = new MetadataReader();

    @Benchmark
    public Object versions() throws MalformedXmlException {
        return reader.read(GeneratedMetadata.KEY, document);
    }
}
