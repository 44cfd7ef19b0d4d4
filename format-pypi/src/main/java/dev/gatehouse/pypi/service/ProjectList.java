package dev.gatehouse.pypi.service;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Listing;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.NameList;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The list of projects, {@code simple/}.
 *
 * @param type the form in which it is wanted
 * @param withUpstreams whether upstreams are asked for their lists, which have many megabytes
 */
record ProjectList(MediaType type, boolean withUpstreams) implements Listing {
    @Override
    public String cacheKey() {
        return type + (withUpstreams ? " with upstreams" : "");
    }

    /** Asked for as an index, since such lists are longer than other answers may be. */
    @Override
    public Optional<UpstreamRequest> request() {
        return withUpstreams
                ? Optional.of(UpstreamRequest.index("./", MediaType.ACCEPT))
                : Optional.empty();
    }

    @Override
    public void read(InputStream list, Consumer<PackageName> names)
            throws IOException, BadUpstreamException {
        NameList.read(list, names);
    }

    @Override
    public void write(Iterator<PackageName> names, OutputStream out) throws IOException {
        NameList.write(type, names, out);
    }

    @Override
    public Headers headers() {
        return Headers.of("content-type", type.contentType())
                .with("vary", "Accept, Accept-Encoding")
                .with("cache-control", "max-age=0, must-revalidate");
    }
}
