package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.BadUpstreamException;

import tools.jackson.core.JsonToken;

/** Reads {@code dist} objects: where the parts stand that are replaced. Not thread-safe. */
final class DistReader {
    private static final int ATTESTATIONS_SEEN = 1 << 30;

    private final Cursor cursor;

    DistReader(Cursor cursor) {
        this.cursor = cursor;
    }

    void read(String version, int[] row) throws BadUpstreamException {
        if (cursor.next() != JsonToken.START_OBJECT) {
            cursor.skip();
            return;
        }
        int seen = 0;
        for (String key = cursor.nextMember(); key != null; key = cursor.nextMember()) {
            int member = cursor.start();
            int bit =
                    switch (key) {
                        case "tarball" -> tarball(member, row);
                        case "integrity" -> string(Packument.INTEGRITY, row);
                        case "shasum" -> string(Packument.SHASUM, row);
                        case "attestations" -> attestations(version, row);
                        default -> other();
                    };
            if ((seen & bit) != 0) {
                throw new BadUpstreamException(
                        "dist of version " + version + " has two members '" + key + "'");
            }
            seen |= bit;
        }
    }

    private int tarball(int member, int[] row) {
        row[Packument.TARBALL_MEMBER] = member;
        return string(Packument.TARBALL, row);
    }

    /** Notes a string's place; what is no string is as good as not there. */
    private int string(int column, int[] row) {
        boolean isString = cursor.next() == JsonToken.VALUE_STRING;
        int start = cursor.start();
        if (isString) {
            cursor.finish();
            row[column] = start;
            row[column + 1] = cursor.end();
        } else {
            cursor.skip();
        }
        return 1 << column;
    }

    private int attestations(String version, int[] row) throws BadUpstreamException {
        if (cursor.next() != JsonToken.START_OBJECT) {
            cursor.skip();
            return ATTESTATIONS_SEEN;
        }
        int seen = 0;
        for (String key = cursor.nextMember(); key != null; key = cursor.nextMember()) {
            int bit = key.equals("url") ? string(Packument.ATTESTATIONS, row) : other();
            if ((seen & bit) != 0) {
                throw new BadUpstreamException(
                        "attestations of version " + version + " have two members 'url'");
            }
            seen |= bit;
        }
        return ATTESTATIONS_SEEN;
    }

    private int other() {
        cursor.next();
        cursor.skip();
        return 0;
    }
}
