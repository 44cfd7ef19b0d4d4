package dev.gatehouse.server.upstream;

import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the client takes from outside, so that a test can script it.
 *
 * @param userAgent the whole value of {@code User-Agent}
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param random jitter of the pauses between attempts; used by any number of threads
 */
public record Surroundings(
        String userAgent,
        ProxySettings proxies,
        AddressResolver resolver,
        UpstreamListener listener,
        LongSupplier nanoTime,
        RandomGenerator random) {

    /** The real clock and randomness. */
    public static Surroundings of(
            String version,
            ProxySettings proxies,
            AddressResolver resolver,
            UpstreamListener listener) {
        return new Surroundings(
                "Gatehouse/" + version,
                proxies,
                resolver,
                listener,
                System::nanoTime,
                new Random());
    }
}
