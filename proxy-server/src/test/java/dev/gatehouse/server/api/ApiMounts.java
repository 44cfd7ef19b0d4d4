package dev.gatehouse.server.api;

import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.FormatSettings;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.npm.NpmFormat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Repositories of {@link ApiWorld}: npm, a trusted {@code internal}, an untrusted public one. */
final class ApiMounts {
    static final SourceId PUBLIC = new SourceId("01PUBLIC");
    static final SourceId INTERNAL = new SourceId("01INTERNAL");
    private static final NpmFormat NPM = new NpmFormat();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ApiMounts() {}

    /**
     * One of them.
     *
     * @param canary a name that the trusted upstream is known to have
     */
    static Mount<?, ?> mount(String repository, Instant changedAt, Optional<String> canary) {
        FormatSettings settings =
                new FormatSettings(
                        List.of(
                                upstream(INTERNAL, "internal", Trust.TRUSTED, canary),
                                upstream(PUBLIC, "npm-public", Trust.UNTRUSTED, Optional.empty())),
                        OwnedNames.NONE,
                        Enforcement.ENFORCE,
                        false,
                        Duration.ofHours(24),
                        Duration.ofHours(24),
                        false,
                        changedAt,
                        Pinning.OFF);
        return new Mount<>(new RepositoryId("01" + repository), repository, NPM, settings, 1);
    }

    private static Upstream upstream(
            SourceId id, String name, Trust trust, Optional<String> canary) {
        return new Upstream(
                id,
                name,
                URI.create("https://" + name + ".example/"),
                trust,
                Mode.CACHE,
                true,
                canary.map(NPM::name),
                MINUTE,
                MINUTE,
                Duration.ofSeconds(5),
                true);
    }
}
