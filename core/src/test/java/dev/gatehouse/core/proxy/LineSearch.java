package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.SearchQuery;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Searches of {@link LineFormat}: an answer is names, one in a line. */
final class LineSearch implements Format.Search {
    @Override
    public UpstreamRequest request(SearchQuery query) {
        return UpstreamRequest.service("search/" + query.text(), "text/plain");
    }

    @Override
    public List<Format.Hit> read(ByteBuffer content) throws BadUpstreamException {
        String text = StandardCharsets.UTF_8.decode(content).toString();
        if (text.startsWith("<")) {
            throw new BadUpstreamException("a page");
        }
        return text.lines().map(l -> new Format.Hit(LineFormat.named(l), l + " there")).toList();
    }

    @Override
    public Format.Hit describe(LocalPackage local) {
        return new Format.Hit(local.key().name(), local.key().name() + " here");
    }

    @Override
    public Response answer(List<Format.Hit> hits, SearchQuery query) {
        return Response.text(
                200, hits.stream().map(Format.Hit::entry).collect(Collectors.joining("\n")));
    }

    @Override
    public Set<String> terms(SearchQuery query) {
        return Set.of(query.text().split("\\+", -1));
    }
}
