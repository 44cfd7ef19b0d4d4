package dev.gatehouse.core.advisory;

import dev.gatehouse.core.advisory.RangeEvent.Kind;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Affected versions, given by events; read as OSV's schema says (1.7, section "Evaluation"). */
public record VersionRange(List<RangeEvent> events) {
    private static final String EVERYTHING = ">= 0";

    public VersionRange {
        events = List.copyOf(events);
    }

    /** Whether it holds that version; one that the order does not place may be anywhere. */
    public boolean includes(Version version, VersionOrder order) {
        if (!order.places(version)) {
            return true;
        }
        boolean limited = events.stream().anyMatch(e -> e.kind() == Kind.LIMIT);
        return (!limited || isBeforeALimit(version, order)) && isAffected(version, order);
    }

    private boolean isBeforeALimit(Version version, VersionOrder order) {
        return events.stream()
                .anyMatch(e -> e.kind() == Kind.LIMIT && !e.isReachedBy(version, order));
    }

    private boolean isAffected(Version version, VersionOrder order) {
        boolean affected = false;
        for (RangeEvent event : ordered(order)) {
            affected =
                    switch (event.kind()) {
                        case INTRODUCED -> affected || event.isReachedBy(version, order);
                        case FIXED -> affected && !event.isReachedBy(version, order);
                        case LAST_AFFECTED -> affected && !event.isPassedBy(version, order);
                        case LIMIT -> affected;
                    };
        }
        return affected;
    }

    /** Of equal versions the first stays first. */
    private List<RangeEvent> ordered(VersionOrder order) {
        List<RangeEvent> ordered = new ArrayList<>(events);
        ordered.removeIf(e -> e.kind() == Kind.LIMIT);
        ordered.sort(
                (one, other) -> {
                    if (one.isFirst() || other.isFirst()) {
                        return Boolean.compare(other.isFirst(), one.isFirst());
                    }
                    return order.compare(one.version(), other.version());
                });
        return ordered;
    }

    /** The versions that end it. */
    public List<Version> fixes() {
        return events.stream()
                .filter(e -> e.kind() == Kind.FIXED)
                .map(RangeEvent::version)
                .toList();
    }

    /** For people: {@code >= 1.0.0, < 1.2.4}. */
    @Override
    public String toString() {
        String text =
                events.stream()
                        .filter(e -> !e.isOpen())
                        .map(VersionRange::text)
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? EVERYTHING : text;
    }

    private static String text(RangeEvent event) {
        String sign =
                switch (event.kind()) {
                    case INTRODUCED -> ">= ";
                    case FIXED, LIMIT -> "< ";
                    case LAST_AFFECTED -> "<= ";
                };
        return sign + event.version();
    }
}
