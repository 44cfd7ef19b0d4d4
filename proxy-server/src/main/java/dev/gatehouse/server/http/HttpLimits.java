package dev.gatehouse.server.http;

/**
 * Bounds of what one peer may ask of the server; bytes unless said otherwise.
 *
 * @param connections open at a time; beyond, the longest idle one makes room, else 503
 * @param inFlight requests being answered at a time; beyond, 503
 * @param upload one request body, as sent
 * @param inflated one request body after gzip was undone
 * @param inflation how many times larger than what was sent a body may become
 * @param line the request line; beyond, 414
 * @param head the request line and all header fields; beyond, 431
 * @param fields number of header fields; beyond, 431
 */
public record HttpLimits(
        int connections,
        int inFlight,
        long upload,
        long inflated,
        int inflation,
        int line,
        int head,
        int fields) {
    /** What holds when nothing is configured. */
    public static HttpLimits defaults() {
        return new HttpLimits(10_000, 2_000, 512L << 20, 64L << 20, 200, 8 << 10, 32 << 10, 100);
    }

    public HttpLimits withConnections(int count) {
        return new HttpLimits(count, inFlight, upload, inflated, inflation, line, head, fields);
    }

    public HttpLimits withInFlight(int count) {
        return new HttpLimits(connections, count, upload, inflated, inflation, line, head, fields);
    }

    public HttpLimits withUpload(long bytes) {
        return new HttpLimits(
                connections, inFlight, bytes, inflated, inflation, line, head, fields);
    }

    public HttpLimits withInflated(long bytes) {
        return new HttpLimits(connections, inFlight, upload, bytes, inflation, line, head, fields);
    }
}
