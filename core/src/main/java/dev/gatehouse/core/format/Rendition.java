package dev.gatehouse.core.format;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * How an index is to be rendered.
 *
 * @param base the URL of this format in this repository, with a last slash: what links begin with
 * @param kept digests of stored files that differ from what their source says of them now: the
 *     stored ones are shown
 * @param rulingChangedAt when the set of visible versions last changed for a reason of ours: a
 *     local change, a provenance, a change of trust
 */
public record Rendition(
        IndexStyle style, URI base, Map<FileName, Set<Digest>> kept, Instant rulingChangedAt) {
    public Rendition {
        kept = Map.copyOf(kept);
    }
}
