package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Segments;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.json.JsonText;
import dev.gatehouse.npm.name.NpmVersion;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Renders what is visible of a package in npm's forms. Thread-safe. */
public final class PackumentRenderer {
    public static final String ABBREVIATED_TYPE = "application/vnd.npm.install-v1+json";
    private static final String JSON_TYPE = "application/json";

    /** Renders an index; its style is an {@link NpmStyle}. */
    public Rendering render(VisibleIndex<NpmRelease, NpmDocument> index, Rendition rendition) {
        if (index.isEmpty()) {
            return new Rendering.Nothing("no version of " + index.name() + " is visible");
        }
        return switch ((NpmStyle) rendition.style()) {
            case NpmStyle.Full full ->
                    document(
                            new FullWriter(index, rendition).write(full),
                            JSON_TYPE,
                            index,
                            rendition);
            case NpmStyle.Abbreviated() ->
                    document(
                            new AbbreviatedWriter(index, rendition).write(),
                            ABBREVIATED_TYPE,
                            index,
                            rendition);
            case NpmStyle.OneVersion(String selector) -> version(selector, index, rendition);
            case NpmStyle.DistTags() -> document(tags(index), JSON_TYPE, index, rendition);
        };
    }

    private static Rendering version(
            String selector, VisibleIndex<NpmRelease, NpmDocument> index, Rendition rendition) {
        Optional<Accepted<NpmRelease>> accepted =
                find(selector, index)
                        .or(
                                () ->
                                        Optional.ofNullable(VisibleTags.of(index).get(selector))
                                                .flatMap(v -> find(v, index)));
        if (accepted.isEmpty()) {
            return new Rendering.Nothing(
                    "no visible version or tag '" + selector + "' of " + index.name());
        }
        NpmRelease release = accepted.get().release();
        Segments out = new Segments(4096);
        new VersionWriter(out, index.name(), rendition).manifest(release);
        return document(out, JSON_TYPE, index, rendition);
    }

    private static Optional<Accepted<NpmRelease>> find(
            String version, VisibleIndex<NpmRelease, NpmDocument> index) {
        return NpmVersion.isServable(version) ? index.find(new Version(version)) : Optional.empty();
    }

    private static Segments tags(VisibleIndex<NpmRelease, NpmDocument> index) {
        Segments out = new Segments(512);
        writeTags(out, VisibleTags.of(index));
        return out;
    }

    static void writeTags(Segments out, Map<String, String> tags) {
        String before = "{";
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            out.ascii(before)
                    .bytes(JsonText.quoted(tag.getKey()))
                    .ascii(":")
                    .bytes(JsonText.quoted(tag.getValue()));
            before = ",";
        }
        out.ascii(tags.isEmpty() ? "{}" : "}");
    }

    private static Rendering document(
            Segments out,
            String type,
            VisibleIndex<NpmRelease, NpmDocument> index,
            Rendition rendition) {
        Headers headers =
                Headers.of("content-type", type)
                        .with("vary", "Accept, Accept-Encoding")
                        .with("cache-control", "max-age=0, must-revalidate");
        Optional<Instant> modified = Timestamps.modified(index, rendition.rulingChangedAt());
        if (modified.isPresent()) {
            headers = headers.with("last-modified", HttpDates.format(modified.get()));
        }
        return new Rendering.Document(out.finish(), headers);
    }
}
