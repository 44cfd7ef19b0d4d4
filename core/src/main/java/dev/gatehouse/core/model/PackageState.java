package dev.gatehouse.core.model;

/** What may be done with a package that is stored, or that somebody wants. */
public enum PackageState {
    /** Listed and served. */
    AVAILABLE,
    /** In no index; its files are refused until somebody sets it free. */
    QUARANTINED,
    /** In no index, and its files are refused, until the reason is gone. */
    HIDDEN,
    /** In no index; its files are not there. Restorable for a time. */
    DELETED;

    /** Whether clients see it. */
    public boolean isVisible() {
        return this == AVAILABLE;
    }
}
