package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator wants to know of upstreams, apart from any package. Thread-safe. */
public final class UpstreamChecks {
    private static final int MOST_READ = 20_000;

    private final UpstreamClient client;
    private final MetadataStore metadata;
    private final InstantSource clock;

    UpstreamChecks(Kernel kernel) {
        this.client = kernel.upstreams();
        this.metadata = kernel.metadata();
        this.clock = kernel.clock();
    }

    /** What came of asking an upstream for its own URL: no name of a package travels there. */
    public sealed interface Answer {
        /**
         * It answers.
         *
         * @param ahead how far its clock is ahead of ours, as far as it told
         */
        record Reachable(Optional<Duration> ahead) implements Answer {}

        /** It does not accept our credentials, or wants some. */
        record Refused(String reason) implements Answer {}

        record Silent(String reason) implements Answer {}
    }

    /** Asks that upstream now. */
    public Answer ask(Upstream upstream) throws InterruptedException {
        UpstreamRequest request = UpstreamRequest.service("", "*/*");
        try (UpstreamReply reply = client.fetch(upstream, request, Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> new Answer.Reachable(ahead(found.headers()));
                case UpstreamReply.NotModified same -> new Answer.Reachable(ahead(same.headers()));
                case UpstreamReply.Missing ignored -> new Answer.Reachable(Optional.empty());
                case UpstreamReply.Refused(int status, String reason)
                        when status == 401 || status == 403 || status == 407 ->
                        new Answer.Refused(reason);
                case UpstreamReply.Refused ignored -> new Answer.Reachable(Optional.empty());
                case UpstreamReply.Broken(String reason) -> new Answer.Silent(reason);
            };
        } catch (IOException e) {
            return new Answer.Silent(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Duration> ahead(Headers headers) {
        return headers.first("date")
                .flatMap(HttpDates::parse)
                .map(at -> Duration.between(clock.instant(), at));
    }

    /**
     * Names of which a trusted upstream's files are stored, and for which it gave no index: a weak
     * spot, as it may answer 404 to exactly what only a squatter has. At most so many.
     */
    public List<PackageName> withoutIndex(Mount<?, ?> mount, int most) throws IOException {
        List<PackageName> found = new ArrayList<>();
        if (mount.format().unlisted().isEmpty()) {
            return found;
        }
        KnownNames names = new KnownNames(metadata, mount);
        Optional<PackageName> name = names.next();
        for (int read = 0; read < MOST_READ && name.isPresent() && found.size() < most; read++) {
            if (isWithoutIndex(mount, name.get())) {
                found.add(name.get());
            }
            name = names.next();
        }
        return found;
    }

    private boolean isWithoutIndex(Mount<?, ?> mount, PackageName name) throws IOException {
        if (mount.settings().ownedNames().covering(name).isPresent()) {
            return false;
        }
        for (SourceId owner : metadata.releases().pins(mount.key(name)).values()) {
            boolean trusted =
                    mount.settings()
                            .upstream(owner)
                            .filter(u -> u.source().isTrusted())
                            .isPresent();
            if (trusted
                    && metadata.indexes()
                            .find(mount.repository(), IndexKey.of(name), owner)
                            .isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
