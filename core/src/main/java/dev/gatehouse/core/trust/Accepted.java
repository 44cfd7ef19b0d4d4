package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;

/** A visible version: all its files and metadata come from its owner alone. */
public record Accepted<R extends Release>(Source owner, R release) {}
