package dev.gatehouse.core.format;

import dev.gatehouse.core.model.VersionOrder;

/**
 * How advisories speak of a format's packages.
 *
 * @param word what they call the format; OSV's: {@code PyPI}
 * @param order in which their ranges of versions are read
 */
public record Ecosystem(String word, VersionOrder order) {}
