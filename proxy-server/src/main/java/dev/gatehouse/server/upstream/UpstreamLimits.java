package dev.gatehouse.server.upstream;

import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;

import java.time.Duration;

/**
 * How long and how much.
 *
 * @param timeout to the head of an answer for a file or a service, retries and redirects included;
 *     for an index it is the upstream's presence time-out
 * @param idleTimeout how long a body may go without {@value #RATE_FLOOR} bytes; for an index it is
 *     one second
 * @param wholeTimeout from the start of a request to the end of its body
 * @param indexBytes the longest index document, decoded
 * @param fileBytes the longest file
 * @param serviceBytes the longest other answer, decoded
 * @param connections how many connections to the upstream, and to what its files link to, at once
 * @param attempts how often a request that changes nothing is sent at most, from 1
 */
public record UpstreamLimits(
        Duration timeout,
        Duration idleTimeout,
        Duration wholeTimeout,
        long indexBytes,
        long fileBytes,
        long serviceBytes,
        int connections,
        int attempts) {
    static final long RATE_FLOOR = 64 * 1024;
    private static final long MEBI = 1024 * 1024;

    public static final UpstreamLimits DEFAULT =
            new UpstreamLimits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofHours(1),
                    256 * MEBI,
                    4096 * MEBI,
                    16 * MEBI,
                    32,
                    3);

    public UpstreamLimits {
        requirePositive(timeout, "timeout");
        requirePositive(idleTimeout, "idle-timeout");
        requirePositive(wholeTimeout, "whole-timeout");
        if (indexBytes < 1
                || fileBytes < 1
                || serviceBytes < 1
                || connections < 1
                || attempts < 1) {
            throw new IllegalArgumentException(
                    "sizes, connections and attempts: expected 1 or more");
        }
    }

    public UpstreamLimits withTimeouts(Duration toHead, Duration idle, Duration whole) {
        return new UpstreamLimits(
                toHead, idle, whole, indexBytes, fileBytes, serviceBytes, connections, attempts);
    }

    public UpstreamLimits withSizes(long index, long file, long service) {
        return new UpstreamLimits(
                timeout, idleTimeout, wholeTimeout, index, file, service, connections, attempts);
    }

    public UpstreamLimits withConnections(int most) {
        return new UpstreamLimits(
                timeout,
                idleTimeout,
                wholeTimeout,
                indexBytes,
                fileBytes,
                serviceBytes,
                most,
                attempts);
    }

    public UpstreamLimits withAttempts(int most) {
        return new UpstreamLimits(
                timeout,
                idleTimeout,
                wholeTimeout,
                indexBytes,
                fileBytes,
                serviceBytes,
                connections,
                most);
    }

    long bytes(Purpose purpose) {
        return switch (purpose) {
            case INDEX -> indexBytes;
            case FILE -> fileBytes;
            case SERVICE -> serviceBytes;
        };
    }

    /** In each such time that is spent waiting for a body, {@link #RATE_FLOOR} bytes must come. */
    Duration rateWindow(Purpose purpose) {
        return switch (purpose) {
            case INDEX -> Duration.ofSeconds(1);
            case FILE, SERVICE -> idleTimeout;
        };
    }

    private static void requirePositive(Duration time, String name) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(name + " " + time + ": expected more than zero");
        }
    }
}
