package dev.gatehouse.core.trust;

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
        Optional<Provenance> provenance) {}
