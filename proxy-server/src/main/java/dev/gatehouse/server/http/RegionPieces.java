package dev.gatehouse.server.http;

import org.jspecify.annotations.Nullable;

/** One range of a file, sent by the kernel. */
final class RegionPieces implements BodyPieces {
    private @Nullable SharedRegion region;

    RegionPieces(SharedRegion region) {
        this.region = region;
    }

    @Override
    public @Nullable SharedRegion next() {
        SharedRegion only = region;
        region = null;
        return only;
    }

    @Override
    public void close() {
        SharedRegion unsent = next();
        if (unsent != null) {
            unsent.release();
        }
    }
}
