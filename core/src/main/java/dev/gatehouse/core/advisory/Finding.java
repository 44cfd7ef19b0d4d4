package dev.gatehouse.core.advisory;

import dev.gatehouse.core.model.Version;

import java.util.Optional;

/**
 * An advisory that is about a version.
 *
 * @param fix the first later version that it is not about, if it names one
 */
public record Finding(Advisory advisory, Optional<Version> fix) {}
