package dev.gatehouse.fuzz;

import dev.gatehouse.pypi.PypiFormat;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.PypiStyle;

/** Pages of the simple index in HTML. */
public final class SimpleHtmlTarget {
    private static final RoundTrip<?, ?> PAGE =
            new RoundTrip<>(
                    new PypiFormat(1 << 20, 451),
                    "lib",
                    "text/html",
                    new PypiStyle.Page(MediaType.HTML));

    private SimpleHtmlTarget() {}

    /** One input; the name is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        PAGE.accept(input);
    }
}
