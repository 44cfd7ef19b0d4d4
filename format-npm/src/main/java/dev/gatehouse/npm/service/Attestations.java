package dev.gatehouse.npm.service;

import dev.gatehouse.core.format.Gathering;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /-/npm/v1/attestations/name@version}: passed on from the source that owns the version.
 * Thread-safe.
 */
public final class Attestations implements Gathering, Gathering.Question {
    private final PackageName name;
    private final Version version;
    private final StrictJson json;
    private final NpmRefusals refusals;

    public Attestations(PackageName name, Version version, StrictJson json, NpmRefusals refusals) {
        this.name = name;
        this.version = version;
        this.json = json;
        this.refusals = refusals;
    }

    @Override
    public Question read(RequestBody body) {
        return this;
    }

    @Override
    public Set<PackageName> names() {
        return Set.of(name);
    }

    @Override
    public Optional<Version> version() {
        return Optional.of(version);
    }

    @Override
    public Optional<UpstreamRequest> ask(Source source, Set<PackageName> allowed) {
        String path = "-/npm/v1/attestations/" + NpmName.asSegment(name) + "@" + version;
        return allowed.contains(name)
                ? Optional.of(UpstreamRequest.service(path, "application/json"))
                : Optional.empty();
    }

    @Override
    public Response answer(List<Reply> replies) {
        for (Reply reply : replies) {
            if (reply.status() == 200 && isAttestation(reply.content())) {
                Headers headers =
                        Headers.of("content-type", "application/json")
                                .with("cache-control", "max-age=60");
                return Response.of(200, headers, new Body.Memory(List.of(reply.content())));
            }
        }
        return replies.stream().anyMatch(r -> r.status() == 0)
                ? refusals.error(503, "an upstream did not answer about attestations of " + name)
                        .with("retry-after", "5")
                : refusals.error(404, "no attestations of " + name + "@" + version);
    }

    private boolean isAttestation(ByteBuffer content) {
        return json.find(content).filter(j -> j.path("attestations").isArray()).isPresent();
    }
}
