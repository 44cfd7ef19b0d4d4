package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.store.StoredIndex;

/** An upstream's index document, stored and parsed. */
public record SourceDocument<R extends Release, P>(StoredIndex stored, ReleaseIndex<R, P> index) {}
