package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.Source;

import java.time.Instant;
import java.util.Optional;

/**
 * All that the rule needs to know of one source about one name.
 *
 * @param presence what a trusted source says; an untrusted one's is never asked and never matters
 * @param reason how the presence is known, for people
 * @param observedAt when it was learnt, if it was
 * @param provenance the record that this source has supplied the name here before
 */
public record SourceFacts(
        Source source,
        Presence presence,
        String reason,
        Optional<Instant> observedAt,
        Optional<Provenance> provenance) {

    /** The same, learnt at that time. */
    public SourceFacts observed(Instant at) {
        return new SourceFacts(source, presence, reason, Optional.of(at), provenance);
    }

    /**
     * Whether it is a trusted source that was asked and did not answer. An upstream that is never
     * asked takes no part in deciding, save for what it was seen to have.
     */
    public boolean isSilent() {
        return source.isTrusted()
                && presence == Presence.UNKNOWN
                && (source.asked() || source.isLocal());
    }

    /**
     * Whether no presence can take its permission for that name: what lets a stored file of its be
     * served without any question.
     */
    public boolean isPermittedAnyway(PackageName name) {
        return source.isTrusted() || hasSupplied(name);
    }

    /** Whether this very source has supplied that very name here before. */
    public boolean hasSupplied(PackageName name) {
        return provenance
                .filter(p -> p.source().equals(source.id()) && p.key().name().equals(name))
                .isPresent();
    }
}
