package dev.gatehouse.fuzz;

import dev.gatehouse.pypi.PypiFormat;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.PypiStyle;

/** Pages of the simple index in JSON. */
public final class SimpleJsonTarget {
    private static final RoundTrip<?, ?> PAGE =
            new RoundTrip<>(
                    new PypiFormat(1 << 20, 451),
                    "lib",
                    "application/vnd.pypi.simple.v1+json",
                    new PypiStyle.Page(MediaType.JSON));

    private SimpleJsonTarget() {}

    /** One input; the name is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        PAGE.accept(input);
    }
}
