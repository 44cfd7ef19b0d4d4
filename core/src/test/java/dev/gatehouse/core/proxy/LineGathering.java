package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Gathering;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A question of {@link LineFormat} about names: asked of each source, answered line by line. */
record LineGathering(List<String> words, Optional<Version> version) implements Gathering {
    @Override
    public Question read(RequestBody body) {
        Set<PackageName> names =
                words.stream()
                        .map(LineFormat::named)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Asked(names, version);
    }

    private record Asked(Set<PackageName> names, Optional<Version> version) implements Question {
        @Override
        public Optional<UpstreamRequest> ask(Source source, Set<PackageName> allowed) {
            if (allowed.isEmpty()) {
                return Optional.empty();
            }
            String list =
                    allowed.stream()
                            .sorted()
                            .map(PackageName::value)
                            .collect(Collectors.joining("+"));
            return Optional.of(UpstreamRequest.service("ask/" + list, "text/plain"));
        }

        @Override
        public Response answer(List<Reply> replies) {
            return Response.text(
                    200,
                    replies.stream()
                            .map(
                                    r ->
                                            r.source().name()
                                                    + " "
                                                    + r.status()
                                                    + " "
                                                    + StandardCharsets.UTF_8.decode(r.content()))
                            .collect(Collectors.joining("\n")));
        }
    }
}
