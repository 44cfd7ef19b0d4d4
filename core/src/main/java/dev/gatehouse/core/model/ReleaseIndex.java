package dev.gatehouse.core.model;

import java.util.Map;

/**
 * What one source says about one package: an index document, parsed. Immutable.
 *
 * @param <R> the format's record of one version
 * @param <P> what belongs to the document and not to a version: dist-tags, project status
 * @param releases by version, in the order in which the document lists them
 * @param weight roughly how many bytes of memory it holds
 */
public record ReleaseIndex<R extends Release, P>(
        IndexKey key, Map<Version, R> releases, P document, long weight) {}
