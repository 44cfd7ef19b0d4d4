package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Source;

/** What belongs to a permitted source's document and not to a version. */
public record SourcePart<P>(Source source, P document) {}
