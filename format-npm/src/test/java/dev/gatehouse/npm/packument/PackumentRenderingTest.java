package dev.gatehouse.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.name.NpmName;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class PackumentRenderingTest {
    private static final String BASE = "https://gate.example:4283/main/npm/";
    private static final Instant RULED = Instant.parse("2024-01-05T12:00:00Z");

    private final JsonMapper mapper = new JsonMapper();

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsRenderedEqualsWhatTreesSay(int seed) throws Exception {
        Scene scene = new Scene(new Random(seed));

        JsonNode full = render(scene, new NpmStyle.Full(false));
        JsonNode abbreviated = render(scene, new NpmStyle.Abbreviated());

        ReferenceRenderer reference = new ReferenceRenderer(scene.name, BASE);
        assertThat(full).isEqualTo(reread(reference.full(scene.given())));
        assertThat(abbreviated).isEqualTo(reread(reference.abbreviated(scene.given())));
        assertThat(full.toString()).doesNotContain("registry.example");
    }

    private JsonNode render(Scene scene, NpmStyle style) throws Exception {
        Map<FileName, Set<Digest>> kept = new HashMap<>();
        scene.kept.forEach((file, digests) -> kept.put(new FileName(file), digests));
        Rendition rendition = new Rendition(style, URI.create(BASE), kept, RULED);
        Rendering rendering = new PackumentRenderer().render(scene.visible(), rendition);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer segment : ((Rendering.Document) rendering).segments()) {
            Channels.newChannel(bytes).write(segment.duplicate());
        }
        return mapper.readTree(bytes.toByteArray());
    }

    private JsonNode reread(ObjectNode tree) {
        return mapper.readTree(mapper.writeValueAsBytes(tree));
    }

    /** Up to three sources that overlap in some versions, each version with one owner. */
    private static final class Scene {
        final String name;
        final List<ObjectNode> documents = new ArrayList<>();
        final List<ReleaseIndex<NpmRelease, NpmDocument>> indexes = new ArrayList<>();
        final Map<String, Integer> owners = new LinkedHashMap<>();
        final Map<String, Set<Digest>> kept = new HashMap<>();

        Scene(Random random) throws Exception {
            name = random.nextBoolean() ? "typeset" : "@acme/typeset";
            int sources = 1 + random.nextInt(3);
            for (int source = 0; source < sources; source++) {
                addSource(random, source);
            }
            List<String> all = new ArrayList<>(owners.keySet());
            owners.keySet().removeIf(v -> random.nextInt(4) == 0 && !v.equals(all.getFirst()));
            for (String version : owners.keySet()) {
                if (random.nextInt(4) == 0) {
                    keep(version);
                }
            }
        }

        private void addSource(Random random, int source) throws Exception {
            List<String> versions =
                    IntStream.rangeClosed(1, 12)
                            .filter(n -> n == 1 || random.nextBoolean())
                            .mapToObj(n -> n + (n % 3 == 0 ? ".0.0-rc." + n : ".0.0"))
                            .collect(Collectors.toList());
            RandomPackument maker = new RandomPackument(random, name);
            ObjectNode document = maker.make(versions);
            documents.add(document);
            indexes.add(
                    new PackumentReader()
                            .read(
                                    IndexKey.of(NpmName.of(name)),
                                    ByteBuffer.wrap(maker.write(document))));
            versions.forEach(version -> owners.putIfAbsent(version, source));
        }

        private void keep(String version) {
            byte[] bytes = ("kept" + version).getBytes(StandardCharsets.UTF_8);
            String bare = name.substring(name.indexOf('/') + 1);
            kept.put(
                    bare + "-" + version + ".tgz",
                    Set.of(
                            Digest.compute(DigestAlgorithm.SHA512, bytes),
                            Digest.compute(DigestAlgorithm.SHA1, bytes)));
        }

        ReferenceRenderer.Given given() {
            return new ReferenceRenderer.Given(documents, owners, kept, RULED);
        }

        VisibleIndex<NpmRelease, NpmDocument> visible() {
            Map<Version, Accepted<NpmRelease>> accepted = new LinkedHashMap<>();
            owners.forEach(
                    (text, owner) -> {
                        Version version = new Version(text);
                        NpmRelease release =
                                Objects.requireNonNull(indexes.get(owner).releases().get(version));
                        accepted.put(version, new Accepted<>(source(owner), release));
                    });
            List<SourcePart<NpmDocument>> parts =
                    IntStream.range(0, indexes.size())
                            .mapToObj(i -> new SourcePart<>(source(i), indexes.get(i).document()))
                            .toList();
            return new VisibleIndex<>(NpmName.of(name), accepted, List.of(), parts, List.of());
        }

        private static Source source(int number) {
            String text = "source" + number;
            return new Source(new SourceId(text), text, Trust.TRUSTED, true);
        }
    }
}
