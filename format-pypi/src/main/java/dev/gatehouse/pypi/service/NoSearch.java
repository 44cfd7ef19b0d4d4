package dev.gatehouse.pypi.service;

import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.SearchQuery;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Python indexes have no search, so no request is routed here. */
public final class NoSearch implements Format.Search {
    @Override
    public UpstreamRequest request(SearchQuery query) {
        throw new UnsupportedOperationException("Python indexes have no search");
    }

    @Override
    public List<Format.Hit> read(ByteBuffer content) {
        return List.of();
    }

    @Override
    public Format.Hit describe(LocalPackage local) {
        return new Format.Hit(local.key().name(), local.key().name().value());
    }

    @Override
    public Response answer(List<Format.Hit> hits, SearchQuery query) {
        return Response.text(404, "Python indexes have no search\n");
    }

    @Override
    public Set<String> terms(SearchQuery query) {
        return Set.of(query.text().toLowerCase(Locale.ROOT));
    }
}
