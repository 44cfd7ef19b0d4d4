package dev.gatehouse.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.Hidden;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.name.NpmName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class RenderedDocumentTest {
    private static final URI BASE = URI.create("http://localhost:4283/main/npm/");
    private static final Instant NEVER = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0.0 2.0.0 | 2.0.0 | 1.0.0 2.0.0 | 2.0.0",
                "1.0.0 1.5.0 2.0.0 | 2.0.0 | 1.0.0 1.5.0 | 1.5.0",
                "1.0.0 2.0.0-rc.1 3.0.0 | 3.0.0 | 1.0.0 2.0.0-rc.1 | 1.0.0",
                "1.0.0-a 1.0.0-b 3.0.0 | 3.0.0 | 1.0.0-a 1.0.0-b | 1.0.0-b",
                "9.0.0 10.0.0 11.0.0 | 11.0.0 | 9.0.0 10.0.0 | 10.0.0",
                "1.0.0 2.0.0 3.0.0 | 1.0.0 | 1.0.0 3.0.0 | 1.0.0"
            })
    void latestFallsBackToTheHighestVisibleStableVersion(
            String all, String latest, String shown, String expected) throws Exception {
        var index = index(all, latest, Set.of(shown.split(" ", -1)));

        JsonNode full = json(render(index, new NpmStyle.Full(false), NEVER));

        assertThat(full.path("dist-tags").path("latest").stringValue()).isEqualTo(expected);
    }

    @Test
    void modifiedIsTheLastChangeOfRulingWhenThatIsNewer() throws Exception {
        var index = index("1.0.0", "1.0.0", Set.of("1.0.0"));
        Instant ruled = Instant.parse("2026-11-22T01:02:03.456Z");

        var old = render(index, new NpmStyle.Abbreviated(), NEVER);
        var fresh = render(index, new NpmStyle.Abbreviated(), ruled);

        assertThat(json(old).path("modified").stringValue()).isEqualTo("2024-05-06T07:08:09.000Z");
        assertThat(json(fresh).path("modified").stringValue())
                .isEqualTo("2026-11-22T01:02:03.456Z");
        assertThat(old.headers().first("last-modified")).contains("Mon, 06 May 2024 07:08:09 GMT");
    }

    @Test
    void theSameIndexIsRenderedTheSameEachTime() throws Exception {
        var index = index("1.0.0 2.0.0", "2.0.0", Set.of("1.0.0", "2.0.0"));

        assertThat(text(render(index, new NpmStyle.Full(false), NEVER)))
                .isEqualTo(text(render(index, new NpmStyle.Full(false), NEVER)));
    }

    @Test
    void aDocumentSaysWhatItIsAndThatItMayNotBeTakenForGranted() throws Exception {
        var index = index("1.0.0", "1.0.0", Set.of("1.0.0"));

        Headers full = render(index, new NpmStyle.Full(false), NEVER).headers();
        Headers abbreviated = render(index, new NpmStyle.Abbreviated(), NEVER).headers();

        assertThat(full.first("content-type")).contains("application/json");
        assertThat(abbreviated.first("content-type"))
                .contains("application/vnd.npm.install-v1+json");
        assertThat(full.first("vary")).contains("Accept, Accept-Encoding");
        assertThat(full.first("cache-control")).contains("max-age=0, must-revalidate");
        assertThat(full.has("npm-notice")).isFalse();
    }

    @Test
    void aHiddenVersionStandsNowhere() throws Exception {
        var shown = index("1.0.0 2.0.0", "2.0.0", Set.of("1.0.0"));
        Hidden hidden =
                new Hidden(new Version("2.0.0"), Optional.empty(), Hidden.State.HIDDEN, "too new");
        var index =
                new VisibleIndex<>(
                        shown.name(),
                        shown.accepted(),
                        List.of(hidden),
                        shown.documents(),
                        List.of());

        Rendering.Document document = render(index, new NpmStyle.Full(false), NEVER);

        assertThat(text(document)).doesNotContain("2.0.0");
    }

    @Test
    void oneVersionIsHadByItsNumberAndByItsTag() throws Exception {
        var index = index("1.0.0 2.0.0", "2.0.0", Set.of("1.0.0", "2.0.0"));

        JsonNode first = json(render(index, new NpmStyle.OneVersion("1.0.0"), NEVER));
        JsonNode latest = json(render(index, new NpmStyle.OneVersion("latest"), NEVER));

        assertThat(first.path("version").stringValue()).isEqualTo("1.0.0");
        assertThat(latest.path("dist").path("tarball").stringValue())
                .isEqualTo("http://localhost:4283/main/npm/lib/-/lib-2.0.0.tgz");
        assertThat(
                        new PackumentRenderer()
                                .render(index, rendition(new NpmStyle.OneVersion("^1"), NEVER)))
                .isInstanceOf(Rendering.Nothing.class);
    }

    @Test
    void distTagsCanBeHadAlone() throws Exception {
        var index = index("1.0.0", "1.0.0", Set.of("1.0.0"));

        assertThat(text(render(index, new NpmStyle.DistTags(), NEVER)))
                .isEqualTo("{\"latest\":\"1.0.0\"}");
    }

    @Test
    void whereNothingIsVisibleThereIsNoDocument() throws Exception {
        var index = index("1.0.0", "1.0.0", Set.of());

        assertThat(
                        new PackumentRenderer()
                                .render(index, rendition(new NpmStyle.Full(false), NEVER)))
                .isInstanceOf(Rendering.Nothing.class);
    }

    private static VisibleIndex<NpmRelease, NpmDocument> index(
            String versions, String latest, Set<String> shown) throws Exception {
        String entries =
                List.of(versions.split(" ", -1)).stream()
                        .map(
                                v ->
                                        "\"%1$s\":{\"name\":\"lib\",\"version\":\"%1$s\",\"dist\":{\"tarball\":\"https://registry.example/x\"}}"
                                                .formatted(v))
                        .collect(Collectors.joining(","));
        String text =
                """
                {"name":"lib","dist-tags":{"latest":"%s"},"versions":{%s},
                 "time":{"modified":"2024-05-06T07:08:09.000Z"}}
                """
                        .formatted(latest, entries);
        var read =
                new PackumentReader()
                        .read(
                                IndexKey.of(NpmName.of("lib")),
                                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        Map<Version, Accepted<NpmRelease>> accepted = new LinkedHashMap<>();
        for (String version : shown) {
            Version key = new Version(version);
            NpmRelease release = Objects.requireNonNull(read.releases().get(key));
            accepted.put(key, new Accepted<>(Source.LOCAL, release));
        }
        return new VisibleIndex<>(
                NpmName.of("lib"),
                accepted,
                List.of(),
                List.of(new SourcePart<>(Source.LOCAL, read.document())),
                List.of());
    }

    private static Rendering.Document render(
            VisibleIndex<NpmRelease, NpmDocument> index, NpmStyle style, Instant ruled) {
        return (Rendering.Document) new PackumentRenderer().render(index, rendition(style, ruled));
    }

    private static Rendition rendition(NpmStyle style, Instant ruled) {
        return new Rendition(style, BASE, Map.of(), ruled);
    }

    private static JsonNode json(Rendering.Document document) throws Exception {
        return new JsonMapper().readTree(text(document));
    }

    private static String text(Rendering.Document document) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer segment : document.segments()) {
            Channels.newChannel(bytes).write(segment.duplicate());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
