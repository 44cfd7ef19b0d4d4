package dev.gatehouse.fuzz;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.IndexStyle;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads bytes as an upstream's index document. What is accepted is rendered and read again: it must
 * be readable, and list the same versions, or a client would see another document than we decided
 * on. Refusing is always right; any other exception is a finding.
 */
final class RoundTrip<R extends Release, P> {
    private static final URI URL = URI.create("https://registry.example/simple/lib/");
    private static final URI BASE = URI.create("http://localhost:4283/main/format/");
    private static final Source SOURCE =
            new Source(new SourceId("upstream"), "upstream", Trust.UNTRUSTED, true);

    private final Format<R, P> format;
    private final IndexKey key;
    private final String contentType;
    private final IndexStyle style;

    RoundTrip(Format<R, P> format, String name, String contentType, IndexStyle style) {
        this.format = format;
        this.key = IndexKey.of(format.name(name));
        this.contentType = contentType;
        this.style = style;
    }

    void accept(byte[] input) {
        ReleaseIndex<R, P> index;
        try {
            index = read(ByteBuffer.wrap(input), contentType);
        } catch (BadUpstreamException refused) {
            return;
        }
        Rendition rendition = new Rendition(style, BASE, Map.of(), Instant.EPOCH);
        switch (format.renderIndex(visible(index), rendition)) {
            case Rendering.Nothing nothing -> require(index.releases().isEmpty(), nothing.text());
            case Rendering.Document document -> {
                String type = document.headers().first("content-type").orElseThrow();
                try {
                    ReleaseIndex<R, P> again = read(joined(document.segments()), type);
                    require(
                            again.releases().keySet().equals(index.releases().keySet()),
                            again.releases().keySet() + " instead of " + index.releases().keySet());
                } catch (BadUpstreamException e) {
                    throw new AssertionError("our own rendering is refused", e);
                }
            }
        }
    }

    private ReleaseIndex<R, P> read(ByteBuffer content, String type) throws BadUpstreamException {
        return format.readIndex(key, new IndexDocument(content, type, URL));
    }

    private VisibleIndex<R, P> visible(ReleaseIndex<R, P> index) {
        Map<Version, Accepted<R>> accepted = new LinkedHashMap<>();
        index.releases().forEach((v, r) -> accepted.put(v, new Accepted<>(SOURCE, r)));
        return new VisibleIndex<>(
                key.name(),
                accepted,
                List.of(),
                List.of(new SourcePart<>(SOURCE, index.document())),
                List.of());
    }

    private static ByteBuffer joined(List<ByteBuffer> segments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WritableByteChannel out = Channels.newChannel(bytes)) {
            for (ByteBuffer segment : segments) {
                out.write(segment.duplicate());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
