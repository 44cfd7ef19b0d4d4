package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;

/** A package as one source has it. */
public record SourceKey(PackageKey key, SourceId source) {}
