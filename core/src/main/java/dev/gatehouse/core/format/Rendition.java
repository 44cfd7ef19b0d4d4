package dev.gatehouse.core.format;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * How an index is to be rendered.
 *
 * @param base the URL of this format in this repository, with a last slash: what links begin with
 * @param kept digests of stored files that differ from what their source says of them now, or that
 *     were made here and lie beside a listed one: the stored ones are shown
 * @param rulingChangedAt when the set of visible versions last changed for a reason of ours: a
 *     local change, a provenance, a change of trust
 * @param spokenFor of the other names that the documents mention, those that each source may speak
 *     for
 */
public record Rendition(
        IndexStyle style,
        URI base,
        Map<FileName, Set<Digest>> kept,
        Instant rulingChangedAt,
        Map<SourceId, Set<PackageName>> spokenFor) {
    public Rendition {
        kept = Map.copyOf(kept);
        spokenFor = Map.copyOf(spokenFor);
    }

    /** Of documents that mention no other name. */
    public Rendition(
            IndexStyle style, URI base, Map<FileName, Set<Digest>> kept, Instant rulingChangedAt) {
        this(style, base, kept, rulingChangedAt, Map.of());
    }
}
