package dev.gatehouse.core.advisory;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Versions that are numbers, and advisories about them. */
public final class Numbers implements VersionOrder {
    public static final VersionOrder ORDER = new Numbers();

    private Numbers() {}

    @Override
    public int compare(Version left, Version right) {
        return new BigDecimal(left.value()).compareTo(new BigDecimal(right.value()));
    }

    @Override
    public boolean places(Version version) {
        return version.value().matches("\\d+(\\.\\d+)?");
    }

    public static Version version(String text) {
        return new Version(text);
    }

    /** Written as {@code introduced 0, fixed 2}. */
    public static VersionRange range(String events) {
        return new VersionRange(Arrays.stream(events.split(", ", -1)).map(Numbers::event).toList());
    }

    private static RangeEvent event(String text) {
        String[] words = text.split(" ", 2);
        return new RangeEvent(
                RangeEvent.Kind.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)),
                new Version(words[1]));
    }

    public static Advisory advisory(String id, String events) {
        return advisory(id, Optional.empty(), Optional.empty(), false, events);
    }

    public static Advisory advisory(
            String id,
            Optional<String> score,
            Optional<Severity> told,
            boolean malicious,
            String events) {
        return new Advisory(
                id,
                List.of("CVE-2030-1"),
                "It is bad.",
                Optional.empty(),
                List.of(new Score("CVSS_V3", "CVSS:3.1/x", score.map(BigDecimal::new))),
                told,
                malicious,
                List.of(new Affected(List.of(range(events)), Set.of())),
                "{\"id\":\"" + id + "\"}");
    }
}
