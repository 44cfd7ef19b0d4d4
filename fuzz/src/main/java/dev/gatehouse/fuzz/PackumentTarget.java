package dev.gatehouse.fuzz;

import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.npm.packument.NpmStyle;

/** npm's packuments. */
public final class PackumentTarget {
    private static final RoundTrip<?, ?> FULL =
            new RoundTrip<>(new NpmFormat(), "lib", "application/json", new NpmStyle.Full(false));

    private PackumentTarget() {}

    /** One input; the name is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        FULL.accept(input);
    }
}
