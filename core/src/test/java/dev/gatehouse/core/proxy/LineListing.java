package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Listing;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** All names, a line each. */
record LineListing(boolean ofUpstreams) implements Listing {
    @Override
    public String cacheKey() {
        return "lines";
    }

    @Override
    public Optional<UpstreamRequest> request() {
        return ofUpstreams
                ? Optional.of(UpstreamRequest.service("names", "text/plain"))
                : Optional.empty();
    }

    @Override
    public void read(InputStream list, Consumer<PackageName> names)
            throws IOException, BadUpstreamException {
        String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
        if (text.startsWith("<")) {
            throw new BadUpstreamException("a page instead of names");
        }
        text.lines().map(LineFormat::named).forEach(names);
    }

    @Override
    public void write(Iterator<PackageName> names, OutputStream out) throws IOException {
        while (names.hasNext()) {
            out.write((names.next() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public Headers headers() {
        return Headers.of("content-type", "text/plain");
    }
}
