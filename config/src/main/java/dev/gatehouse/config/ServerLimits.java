package dev.gatehouse.config;

/**
 * How much the server takes on.
 *
 * @param connections open connections; 1 or more
 * @param inFlight requests being worked on; 1 or more
 * @param upload the largest uploaded file
 */
public record ServerLimits(int connections, int inFlight, ByteSize upload) {
    /** The limits of a server that sets none. */
    public static final ServerLimits DEFAULTS =
            new ServerLimits(10_000, 2_000, ByteSize.ofMebibytes(512));
}
