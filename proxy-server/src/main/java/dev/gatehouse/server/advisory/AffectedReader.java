package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.Affected;
import dev.gatehouse.core.advisory.RangeEvent;
import dev.gatehouse.core.advisory.RangeEvent.Kind;
import dev.gatehouse.core.advisory.VersionRange;
import dev.gatehouse.core.format.Ecosystem;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.Version;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which versions of one package a record is about.
 *
 * @param format whose package it is
 */
record AffectedReader(Format<?, ?> format, Ecosystem ecosystem) {
    private static final Map<String, Kind> EVENTS =
            Map.of(
                    "introduced", Kind.INTRODUCED,
                    "fixed", Kind.FIXED,
                    "last_affected", Kind.LAST_AFFECTED,
                    "limit", Kind.LIMIT);

    /** Ranges of commits say nothing of versions; OSV has those listed beside them. */
    private static final String COMMITS = "GIT";

    private static final Set<String> TYPES = Set.of("SEMVER", "ECOSYSTEM", COMMITS);

    Affected read(JsonNode node, String place) throws MalformedRecordException {
        List<VersionRange> ranges = new ArrayList<>();
        List<JsonNode> written = Node.items(node, "ranges", place);
        for (int i = 0; i < written.size(); i++) {
            range(written.get(i), place + "ranges[" + i + "].").ifPresent(ranges::add);
        }
        Set<Version> versions = new LinkedHashSet<>();
        for (JsonNode version : Node.items(node, "versions", place)) {
            versions.add(listed(version, place));
        }
        if (ranges.isEmpty() && versions.isEmpty()) {
            throw new MalformedRecordException(
                    place + "ranges: expected versions here, or in versions");
        }
        return new Affected(ranges, versions);
    }

    private Version listed(JsonNode node, String place) throws MalformedRecordException {
        String text = node.asString("");
        try {
            return format.version(text);
        } catch (IllegalArgumentException oddSpelling) {
            return version(text, place + "versions");
        }
    }

    private static Version version(String text, String place) throws MalformedRecordException {
        try {
            return new Version(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(place + ": " + e.getMessage());
        }
    }

    private Optional<VersionRange> range(JsonNode node, String place)
            throws MalformedRecordException {
        String type = Node.text(node, "type", place);
        if (!TYPES.contains(type)) {
            throw new MalformedRecordException(
                    "%stype: expected SEMVER, ECOSYSTEM or GIT, found '%s'".formatted(place, type));
        }
        if (type.equals(COMMITS)) {
            return Optional.empty();
        }
        List<RangeEvent> events = new ArrayList<>();
        for (JsonNode written : Node.items(node, "events", place)) {
            events.addAll(events(written, place + "events"));
        }
        if (events.stream().noneMatch(e -> e.kind() == Kind.INTRODUCED)) {
            throw new MalformedRecordException(place + "events: expected one that is introduced");
        }
        return Optional.of(new VersionRange(events));
    }

    /** Old records have two in one. */
    private List<RangeEvent> events(JsonNode node, String place) throws MalformedRecordException {
        List<RangeEvent> events = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Kind kind = EVENTS.get(field.getKey());
            if (kind == null) {
                throw new MalformedRecordException(
                        "%s: expected introduced, fixed, last_affected or limit, found '%s'"
                                .formatted(place, field.getKey()));
            }
            events.add(event(kind, field.getValue(), place));
        }
        if (events.isEmpty()) {
            throw new MalformedRecordException(
                    "%s: expected an event, found %s".formatted(place, Node.shown(node)));
        }
        return events;
    }

    private RangeEvent event(Kind kind, JsonNode value, String place)
            throws MalformedRecordException {
        RangeEvent event = new RangeEvent(kind, version(value.asString(""), place));
        if (!event.isOpen() && !ecosystem.order().places(event.version())) {
            throw new MalformedRecordException(
                    "%s: expected a version of %s, found '%s'"
                            .formatted(place, ecosystem.word(), event.version()));
        }
        return event;
    }
}
