package dev.gatehouse.core.advisory;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

/**
 * A place in the order of versions where something begins or ends, as OSV writes it.
 *
 * @param version of an introduction {@code 0} is before all versions; of a limit {@code *} is
 *     behind all
 */
public record RangeEvent(Kind kind, Version version) {
    private static final String FIRST = "0";
    private static final String ENDLESS = "*";

    /** What happens there. */
    public enum Kind {
        /** This version and those behind it are affected. */
        INTRODUCED,
        /** This version and those behind it are not. */
        FIXED,
        /** Those behind this version are not. */
        LAST_AFFECTED,
        /** Nothing is said of this version and those behind it. */
        LIMIT
    }

    /** Whether it stands for no version, but for the beginning or the end. */
    public boolean isOpen() {
        return isFirst() || isEndless();
    }

    boolean isFirst() {
        return kind == Kind.INTRODUCED && version.value().equals(FIRST);
    }

    private boolean isEndless() {
        return kind == Kind.LIMIT && version.value().equals(ENDLESS);
    }

    /** Whether that version is this one, or behind it. */
    boolean isReachedBy(Version other, VersionOrder order) {
        return isFirst() || (!isEndless() && order.compare(other, version) >= 0);
    }

    /** Whether that version is behind this one. */
    boolean isPassedBy(Version other, VersionOrder order) {
        return order.compare(other, version) > 0;
    }
}
