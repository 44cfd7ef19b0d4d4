package dev.gatehouse.fuzz;

import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.maven.metadata.MetadataStyle;

import java.util.Optional;

/** Maven's lists of versions. */
public final class MavenMetadataTarget {
    private static final RoundTrip<?, ?> METADATA =
            new RoundTrip<>(
                    new MavenFormat(1 << 20, 0),
                    "com.acme:lib",
                    "text/xml",
                    new MetadataStyle(Optional.empty(), Optional.empty()));

    private MavenMetadataTarget() {}

    /** One input; the name is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        METADATA.accept(input);
    }
}
