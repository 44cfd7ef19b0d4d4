package dev.gatehouse.core.format;

/** Whose versions an index shows. */
public enum View {
    /** All that are visible. */
    MERGED,
    /** Those published here: for clients that are about to publish or edit. */
    LOCAL
}
