package dev.gatehouse.core.upstream;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One upstream of a repository, as the rules and services see it; how it is reached (credentials,
 * TLS, pools) is the {@link UpstreamClient}'s, which finds that by the id.
 *
 * @param url what the format's own client would be given, with a last slash
 * @param canary a name that is known to exist there, asked to notice a source that hides what it
 *     has
 * @param indexTtl for how long an index document is used without asking again
 * @param absentTtl for how long ABSENT is used without asking again
 * @param presenceTimeout how long the head of an answer to a presence question may take
 * @param strictChecksums whether a file is refused whose bytes are not those of a checksum that the
 *     upstream tells beside it; else it is served, and an alarm is raised
 */
public record Upstream(
        SourceId id,
        String name,
        URI url,
        Trust trust,
        Mode mode,
        boolean active,
        Optional<PackageName> canary,
        Duration indexTtl,
        Duration absentTtl,
        Duration presenceTimeout,
        boolean strictChecksums) {

    /** Whether requests may go to it at all. */
    public boolean isAsked() {
        return active && mode != Mode.CACHE_ONLY;
    }

    /** The same, trusted otherwise. */
    public Upstream with(Trust other) {
        return new Upstream(
                id,
                name,
                url,
                other,
                mode,
                active,
                canary,
                indexTtl,
                absentTtl,
                presenceTimeout,
                strictChecksums);
    }

    public Source source() {
        return new Source(id, name, trust, isAsked());
    }
}
