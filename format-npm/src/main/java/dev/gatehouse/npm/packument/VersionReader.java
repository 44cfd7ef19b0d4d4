package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.BadUpstreamException;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonToken;

import java.util.EnumSet;
import java.util.Set;

/** Reads the versions of one packument into rows. Not thread-safe. */
final class VersionReader {
    private static final Set<String> INSTALL_SCRIPTS =
            Set.of("preinstall", "install", "postinstall");

    private final Cursor cursor;
    private final String name;
    private final IntList bounds;
    private final Runs runs;
    private final DistReader dist;
    private final Set<VersionField> seen = EnumSet.noneOf(VersionField.class);

    /**
     * @param bounds where the runs of kept members go
     */
    VersionReader(Cursor cursor, String name, IntList bounds) {
        this.cursor = cursor;
        this.name = name;
        this.bounds = bounds;
        this.runs = new Runs(bounds);
        this.dist = new DistReader(cursor);
    }

    /**
     * Reads one entry of the packument; the cursor stands at its key.
     *
     * @return whether the row was filled; a version without a tarball cannot be had
     */
    boolean read(String version, int[] row) throws BadUpstreamException {
        row[Packument.ENTRY] = cursor.start();
        if (cursor.next() != JsonToken.START_OBJECT) {
            throw new BadUpstreamException("version " + version + " is no object");
        }
        row[Packument.VALUE] = cursor.start();
        row[Packument.RUNS] = bounds.size();
        members(version, row);
        runs.end(cursor);
        row[Packument.VALUE_END] = cursor.end();
        row[Packument.RUNS_END] = bounds.size();
        require(VersionField.NAME, version);
        require(VersionField.VERSION, version);
        if (seen.contains(VersionField.HAS_INSTALL_SCRIPT)) {
            row[Packument.INSTALL_SCRIPT] = 0;
        }
        return row[Packument.TARBALL_END] > 0;
    }

    private void members(String version, int[] row) throws BadUpstreamException {
        seen.clear();
        for (String key = cursor.nextMember(); key != null; key = cursor.nextMember()) {
            VersionField field = VersionField.of(key);
            runs.member(cursor, field != null && field.isKept());
            if (field != null && !seen.add(field)) {
                throw new BadUpstreamException(
                        "version " + version + " has two members '" + key + "'");
            }
            value(field, version, row);
        }
    }

    private void value(@Nullable VersionField field, String version, int[] row)
            throws BadUpstreamException {
        switch (field) {
            case NAME -> same(name, "name", version);
            case VERSION -> same(version, "version", version);
            case DIST -> dist.read(version, row);
            case SCRIPTS -> row[Packument.INSTALL_SCRIPT] = installs() ? 1 : 0;
            case null, default -> {
                cursor.next();
                cursor.skip();
            }
        }
    }

    private void same(String expected, String what, String version) throws BadUpstreamException {
        String found = cursor.nextString(what + " of version " + version);
        if (!found.equals(expected)) {
            throw new BadUpstreamException(
                    "version %s of %s has the %s '%s': expected '%s'"
                            .formatted(version, name, what, found, expected));
        }
    }

    /** As the public registry judges: whether installing runs a script. */
    private boolean installs() {
        if (cursor.next() != JsonToken.START_OBJECT) {
            cursor.skip();
            return false;
        }
        boolean found = false;
        for (String key = cursor.nextMember(); key != null; key = cursor.nextMember()) {
            found |= INSTALL_SCRIPTS.contains(key);
            cursor.next();
            cursor.skip();
        }
        return found;
    }

    private void require(VersionField field, String version) throws BadUpstreamException {
        if (!seen.contains(field)) {
            throw new BadUpstreamException("version " + version + " has no " + field.key());
        }
    }
}
