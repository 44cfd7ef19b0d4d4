package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.pypi.name.PypiNames;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Pages of a project {@code foo-bar}, read and written. */
final class Pages {
    static final PackageName FOO_BAR = PypiNames.parse("foo-bar");
    static final URI URL = URI.create("https://index.example/simple/foo-bar/");
    static final URI BASE = URI.create("http://localhost:4283/main/pypi/");
    static final String SHA = "0123456789abcdef".repeat(4);

    private Pages() {}

    static ReleaseIndex<PypiRelease, PypiProject> read(String type, String text)
            throws BadUpstreamException {
        return read(type, text.getBytes(StandardCharsets.UTF_8));
    }

    static ReleaseIndex<PypiRelease, PypiProject> read(String type, byte[] content)
            throws BadUpstreamException {
        var document = new IndexDocument(ByteBuffer.wrap(content), type, URL);
        return new ProjectReader().read(IndexKey.of(FOO_BAR), document);
    }

    static ReleaseIndex<PypiRelease, PypiProject> html(String body) throws BadUpstreamException {
        return read("text/html", body);
    }

    static ReleaseIndex<PypiRelease, PypiProject> json(String files) throws BadUpstreamException {
        return read(
                "application/vnd.pypi.simple.v1+json",
                "{\"meta\":{\"api-version\":\"1.1\"},\"name\":\"Foo.Bar\",\"files\":[%s]}"
                        .formatted(files));
    }

    static PypiFile only(ReleaseIndex<PypiRelease, PypiProject> index) {
        var files = index.releases().values().stream().flatMap(r -> r.distributions().stream());
        return files.reduce(
                        (a, b) -> {
                            throw new AssertionError("two files: " + a + ", " + b);
                        })
                .orElseThrow();
    }

    static PypiRelease release(ReleaseIndex<PypiRelease, PypiProject> index, String version) {
        return Objects.requireNonNull(index.releases().get(new Version(version)), version);
    }

    static VisibleIndex<PypiRelease, PypiProject> visible(
            ReleaseIndex<PypiRelease, PypiProject> index) {
        Map<Version, Accepted<PypiRelease>> accepted = new LinkedHashMap<>();
        index.releases().forEach((v, r) -> accepted.put(v, new Accepted<>(Source.LOCAL, r)));
        return new VisibleIndex<>(
                FOO_BAR,
                accepted,
                List.of(),
                List.of(new SourcePart<>(Source.LOCAL, index.document())),
                List.of());
    }

    static Rendering render(
            VisibleIndex<PypiRelease, PypiProject> index,
            PypiStyle style,
            Map<FileName, Set<Digest>> kept) {
        return new ProjectWriter().render(index, new Rendition(style, BASE, kept, Instant.EPOCH));
    }

    static String text(Rendering rendering) {
        var all = new StringBuilder();
        for (ByteBuffer segment : ((Rendering.Document) rendering).segments()) {
            all.append(StandardCharsets.UTF_8.decode(segment.duplicate()));
        }
        return all.toString();
    }
}
