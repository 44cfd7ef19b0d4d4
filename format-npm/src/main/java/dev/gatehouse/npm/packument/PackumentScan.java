package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.npm.name.NpmName;

import tools.jackson.core.JsonToken;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One reading of one packument, from its first byte to its last. Not thread-safe. */
final class PackumentScan {
    /** What a version costs in memory beside its row: objects, key and map entry. */
    private static final int BYTES_PER_VERSION = 160;

    /** The most that any package has is a tenth of it; each holds some hundred bytes of memory. */
    private static final int MOST_VERSIONS = 100_000;

    private final IndexKey key;
    private final ByteBuffer content;
    private final Cursor cursor;
    private final IntList memberBounds = new IntList(16);
    private final IntList runBounds;
    private final IntList cells;
    private final Runs members = new Runs(memberBounds);
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, Long> times = new HashMap<>();
    private final Map<String, String> distTags = new LinkedHashMap<>();
    private Optional<Instant> created = Optional.empty();
    private Optional<Instant> modified = Optional.empty();
    private Optional<String> revision = Optional.empty();

    PackumentScan(IndexKey key, ByteBuffer content, Cursor cursor) {
        this.key = key;
        this.content = content;
        this.cursor = cursor;
        int versions = content.remaining() / 2048;
        this.runBounds = new IntList(versions * 8);
        this.cells = new IntList(versions * Packument.WIDTH);
    }

    ReleaseIndex<NpmRelease, NpmDocument> read() throws BadUpstreamException {
        if (cursor.next() != JsonToken.START_OBJECT) {
            throw new BadUpstreamException("packument of " + key.name() + " is no JSON object");
        }
        Set<String> seen = new HashSet<>();
        for (String member = cursor.nextMember(); member != null; member = cursor.nextMember()) {
            if (!seen.add(member)) {
                throw new BadUpstreamException("packument has two members '" + member + "'");
            }
            member(member);
        }
        members.end(cursor);
        if (cursor.next() != null) {
            throw new BadUpstreamException("packument goes on behind its end");
        }
        if (!seen.contains("name")) {
            throw new BadUpstreamException("packument has no name");
        }
        return index();
    }

    private void member(String member) throws BadUpstreamException {
        members.member(cursor, isKept(member));
        switch (member) {
            case "name", "_id" -> requireName(member);
            case "versions" -> versions();
            case "time" -> times();
            case "dist-tags" -> distTags();
            case "modified" -> {
                Optional<Instant> found = instant();
                modified = modified.or(() -> found);
            }
            case "_rev" -> revision = text();
            default -> {
                cursor.next();
                cursor.skip();
            }
        }
    }

    /** What is written anew, or is CouchDB's own, is not copied. */
    private static boolean isKept(String member) {
        return switch (member) {
            case "name", "versions", "time", "dist-tags", "modified" -> false;
            default -> member.isEmpty() || member.charAt(0) != '_';
        };
    }

    private void requireName(String member) throws BadUpstreamException {
        String found = cursor.nextString(member);
        if (!found.equals(key.name().value())) {
            throw new BadUpstreamException(
                    "packument with %s '%s': expected '%s'".formatted(member, found, key.name()));
        }
    }

    private void versions() throws BadUpstreamException {
        if (!begins("versions")) {
            return;
        }
        VersionReader reader = new VersionReader(cursor, key.name().value(), runBounds);
        Set<String> seen = new HashSet<>();
        int[] row = new int[Packument.WIDTH];
        for (String version = cursor.nextMember(); version != null; version = cursor.nextMember()) {
            if (!seen.add(version)) {
                throw new BadUpstreamException("packument has version " + version + " twice");
            }
            if (seen.size() > MOST_VERSIONS) {
                throw new BadUpstreamException("more than " + MOST_VERSIONS + " versions");
            }
            Arrays.fill(row, 0);
            if (reader.read(version, row) && NpmName.isServable(key.name(), version)) {
                rows.put(version, rows.size());
                cells.addAll(row);
            }
        }
    }

    private void times() throws BadUpstreamException {
        if (!begins("time")) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (String name = cursor.nextMember(); name != null; name = cursor.nextMember()) {
            if (!seen.add(name)) {
                throw new BadUpstreamException("time of the packument has " + name + " twice");
            }
            time(name);
        }
    }

    private void time(String name) {
        switch (name) {
            case "created" -> created = instant();
            case "modified" -> modified = instant().or(() -> modified);
            default -> {
                boolean isString = cursor.next() == JsonToken.VALUE_STRING;
                long start = cursor.start();
                if (isString) {
                    cursor.finish();
                    times.put(name, start << Integer.SIZE | cursor.end());
                } else {
                    cursor.skip();
                }
            }
        }
    }

    private void distTags() throws BadUpstreamException {
        if (!begins("dist-tags")) {
            return;
        }
        for (String tag = cursor.nextMember(); tag != null; tag = cursor.nextMember()) {
            String version = cursor.nextString("dist-tag " + tag);
            if (distTags.put(tag, version) != null) {
                throw new BadUpstreamException("packument has dist-tag " + tag + " twice");
            }
        }
    }

    private boolean begins(String member) throws BadUpstreamException {
        JsonToken token = cursor.next();
        if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
            throw new BadUpstreamException(member + " of the packument is no object");
        }
        return token == JsonToken.START_OBJECT;
    }

    private Optional<Instant> instant() {
        return text().flatMap(NpmRelease::instant).filter(Timestamps::isPlausible);
    }

    private Optional<String> text() {
        if (cursor.next() == JsonToken.VALUE_STRING) {
            return Optional.of(cursor.string());
        }
        cursor.skip();
        return Optional.empty();
    }

    private ReleaseIndex<NpmRelease, NpmDocument> index() {
        int[] table = cells.toArray();
        rows.forEach((version, row) -> placeTime(table, version, row));
        Packument packument = new Packument(key.name(), content, table, runBounds.toArray());
        Map<Version, NpmRelease> releases = LinkedHashMap.newLinkedHashMap(rows.size());
        rows.forEach(
                (text, row) -> {
                    Version version = new Version(text);
                    releases.put(version, new NpmRelease(version, packument, row));
                });
        var facts = new NpmDocument.Facts(distTags, created, modified, revision);
        NpmDocument document = new NpmDocument(packument, memberBounds.toArray(), facts);
        return new ReleaseIndex<>(key, releases, document, weight());
    }

    private void placeTime(int[] table, String version, int row) {
        Long place = times.get(version);
        if (place != null) {
            int at = row * Packument.WIDTH;
            table[at + Packument.TIME] = (int) (place >> Integer.SIZE);
            table[at + Packument.TIME_END] = place.intValue();
        }
    }

    /** A mapped document is not on the heap. */
    private long weight() {
        long held = content.isDirect() ? 0 : content.capacity();
        return held
                + 4L * (cells.size() + runBounds.size())
                + (long) BYTES_PER_VERSION * rows.size();
    }
}
