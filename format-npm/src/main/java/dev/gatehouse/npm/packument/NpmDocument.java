package dev.gatehouse.npm.packument;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What belongs to a packument and not to a version. Immutable. */
public final class NpmDocument {
    private final Packument packument;
    private final int[] members;
    private final Map<String, String> distTags;
    private final Optional<Instant> created;
    private final Optional<Instant> modified;
    private final Optional<String> revision;

    NpmDocument(Packument packument, int[] members, Facts facts) {
        this.packument = packument;
        this.members = members;
        this.distTags = Collections.unmodifiableMap(new LinkedHashMap<>(facts.distTags()));
        this.created = facts.created();
        this.modified = facts.modified();
        this.revision = facts.revision();
    }

    /** What the reader met on its way. */
    record Facts(
            Map<String, String> distTags,
            Optional<Instant> created,
            Optional<Instant> modified,
            Optional<String> revision) {}

    /** The versions that its tags name, as its source says. */
    public Map<String, String> distTags() {
        return distTags;
    }

    public Optional<Instant> created() {
        return created;
    }

    /** When its source says that it last changed. */
    public Optional<Instant> modified() {
        return modified;
    }

    /** CouchDB's {@code _rev}: only of what is published here does it mean anything. */
    Optional<String> revision() {
        return revision;
    }

    /** Pairs of start and end: description, readme and the like, as they stand in the document. */
    int[] members() {
        return members;
    }

    Packument packument() {
        return packument;
    }
}
