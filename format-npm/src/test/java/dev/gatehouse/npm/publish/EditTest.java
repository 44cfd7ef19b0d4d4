package dev.gatehouse.npm.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;
import dev.gatehouse.npm.packument.NpmStyle;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class EditTest {
    private static final String NAME = "ui";
    private static final Version FIRST = new Version("1.0.0");
    private static final Version SECOND = new Version("2.0.0");

    @TempDir Path directory;
    private PublishDesk desk;

    @BeforeEach
    void publishTwo() throws Exception {
        desk = new PublishDesk(directory, NAME);
        for (Version version : List.of(FIRST, SECOND)) {
            byte[] tarball = TarballMaker.of(NAME, version.value());
            Publish publish = new Publish(NAME, version.value(), tarball);
            assertThat(desk.send(Method.PUT, publish.toString(), NAME)).isEmpty();
        }
    }

    @Test
    void deprecatingSetsTheMessageAndAnEmptyOneTakesItBack() throws Exception {
        ObjectNode packument = forWriting();
        version(packument, FIRST).put("deprecated", "use 2");
        desk.send(Method.PUT, packument.toString(), NAME);
        String deprecated = manifest(FIRST);
        ObjectNode again = forWriting();
        version(again, FIRST).put("deprecated", "");

        assertThat(desk.send(Method.PUT, again.toString(), NAME)).isEmpty();

        assertThat(deprecated).contains("\"deprecated\":\"use 2\"");
        assertThat(manifest(FIRST)).doesNotContain("deprecated");
    }

    @Test
    void nothingButDeprecationsIsTakenFromAWholePackument() throws Exception {
        ObjectNode packument = forWriting();
        version(packument, FIRST).put("deprecated", "old");
        ((ObjectNode) version(packument, FIRST).get("dist")).put("shasum", "0".repeat(40));
        ((ObjectNode) packument.get("versions"))
                .putObject("9.9.9")
                .put("name", NAME)
                .put("version", "9.9.9");

        assertThat(desk.send(Method.PUT, packument.toString(), NAME)).isEmpty();

        assertThat(desk.local().releases().keySet()).containsExactly(FIRST, SECOND);
        assertThat(manifest(FIRST)).contains("old").doesNotContain("0".repeat(40));
    }

    @Test
    void anEditOfAnOlderRevisionIsRefused() throws Exception {
        ObjectNode packument = forWriting();
        desk.send(Method.PUT, "\"1.0.0\"", "-", "package", NAME, "dist-tags", "beta");

        assertThat(desk.send(Method.PUT, packument.toString(), NAME))
                .containsInstanceOf(Refusal.Conflict.class);
        assertThat(desk.send(Method.DELETE, "", NAME, "-rev", "2-gatehouse"))
                .containsInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void unpublishingOneVersionLeavesItsFilesAndMovesLatest() throws Exception {
        ObjectNode packument = forWriting();
        ((ObjectNode) packument.get("versions")).remove("2.0.0");

        desk.send(Method.PUT, packument.toString(), NAME, "-rev", revision());
        String file = "ui-2.0.0.tgz";
        var second = desk.send(Method.DELETE, "", NAME, "-", file, "-rev", revision());

        assertThat(second).isEmpty();
        LocalRelease deleted = desk.local().find(SECOND).orElseThrow();
        assertThat(deleted.state()).isEqualTo(LocalRelease.State.DELETED);
        assertThat(deleted.files()).hasSize(1);
        assertThat(desk.format().localIndex(desk.local()).document().distTags())
                .isEqualTo(Map.of("latest", "1.0.0"));
    }

    @Test
    void unpublishingTheWholeNameDeletesEachVersionAndKeepsTheName() throws Exception {
        assertThat(desk.send(Method.DELETE, "", NAME, "-rev", revision())).isEmpty();

        assertThat(desk.local().available()).isEmpty();
        assertThat(desk.local().releases()).hasSize(2);
        assertThat(desk.format().localIndex(desk.local()).releases()).isEmpty();
        assertThat(desk.send(Method.DELETE, "", NAME, "-rev", revision()))
                .containsInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void tagsAreSetAndRemoved() throws Exception {
        desk.send(Method.PUT, "\"1.0.0\"", "-", "package", NAME, "dist-tags", "beta");
        Map<String, String> with = desk.format().localIndex(desk.local()).document().distTags();
        desk.send(Method.DELETE, "", "-", "package", NAME, "dist-tags", "beta");
        Map<String, String> without = desk.format().localIndex(desk.local()).document().distTags();

        assertThat(with).containsEntry("beta", "1.0.0").containsEntry("latest", "2.0.0");
        assertThat(without).containsOnlyKeys("latest");
    }

    @Test
    void aTagOfAVersionThatIsNotPublishedHereIsRefused() throws Exception {
        assertThat(desk.send(Method.PUT, "\"3.0.0\"", "-", "package", NAME, "dist-tags", "beta"))
                .containsInstanceOf(Refusal.NotFound.class);
        assertThat(desk.send(Method.PUT, "{}", "-", "package", NAME, "dist-tags", "beta"))
                .containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.send(Method.PUT, "\"1.0.0\"", "-", "package", NAME, "dist-tags", "1"))
                .containsInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void anOperatorDeprecatesTakesItBackAndDeletes() throws Exception {
        assertThat(desk.command(new LocalCommand.Yank(SECOND, "broken"))).isEmpty();
        String deprecated = manifest(SECOND);
        assertThat(desk.command(new LocalCommand.Unyank(SECOND))).isEmpty();
        String plain = manifest(SECOND);
        desk.command(new LocalCommand.Yank(SECOND, ""));
        String silent = manifest(SECOND);

        assertThat(desk.command(new LocalCommand.Delete(SECOND))).isEmpty();

        assertThat(deprecated).contains("\"deprecated\":\"broken\"");
        assertThat(plain).doesNotContain("deprecated");
        assertThat(silent).contains("\"deprecated\":\"deprecated\"");
        assertThat(desk.local().available()).hasSize(1);
        assertThat(desk.format().localIndex(desk.local()).document().distTags())
                .isEqualTo(Map.of("latest", "1.0.0"));
        assertThat(desk.command(new LocalCommand.Delete(SECOND)))
                .containsInstanceOf(Refusal.NotFound.class);
    }

    /** What {@code ?write=true} answers. */
    private ObjectNode forWriting() {
        var local = desk.format().localIndex(desk.local());
        Map<Version, Accepted<NpmRelease>> accepted = new LinkedHashMap<>();
        local.releases().forEach((v, r) -> accepted.put(v, new Accepted<>(Source.LOCAL, r)));
        VisibleIndex<NpmRelease, NpmDocument> visible =
                new VisibleIndex<>(
                        local.key().name(),
                        accepted,
                        List.of(),
                        List.of(new SourcePart<>(Source.LOCAL, local.document())),
                        List.of());
        Rendition rendition =
                new Rendition(
                        new NpmStyle.Full(true),
                        URI.create("http://localhost:4283/main/npm/"),
                        Map.of(),
                        Instant.EPOCH);
        var document = (Rendering.Document) desk.format().renderIndex(visible, rendition);
        String text = StandardCharsets.UTF_8.decode(document.segments().getFirst()).toString();
        return (ObjectNode) new JsonMapper().readTree(text);
    }

    private String revision() {
        return forRevision(desk.local().revision());
    }

    private static String forRevision(long count) {
        return LocalPackument.revision(count);
    }

    private String manifest(Version version) {
        return desk.local().find(version).orElseThrow().manifest();
    }

    private static ObjectNode version(ObjectNode packument, Version version) {
        return (ObjectNode) packument.get("versions").get(version.value());
    }
}
