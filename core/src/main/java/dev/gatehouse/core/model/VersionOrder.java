package dev.gatehouse.core.model;

import java.util.Comparator;

/** The order that a format gives its versions. Thread-safe. */
public interface VersionOrder extends Comparator<Version> {
    /**
     * Whether it says of that version what comes before it; of one that it does not, nothing may be
     * concluded from where {@link #compare} puts it.
     */
    boolean places(Version version);
}
