package dev.gatehouse.npm.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

class PublishTest {
    private static final String NAME = "@acme/ui";
    private static final Version FIRST = new Version("1.0.0");

    @TempDir Path directory;
    private PublishDesk desk;
    private byte[] tarball;

    @BeforeEach
    void open() throws IOException {
        desk = new PublishDesk(directory, NAME);
        tarball = TarballMaker.of(NAME, "1.0.0");
    }

    @Test
    void aPublishedVersionIsKeptWithOurOwnDigestsAndLink() throws Exception {
        Publish publish = new Publish(NAME, "1.0.0", tarball);

        Optional<Refusal> refusal = desk.send(Method.PUT, publish.toString(), NAME);

        assertThat(refusal).isEmpty();
        LocalRelease release = desk.local().find(FIRST).orElseThrow();
        JsonNode dist = new JsonMapper().readTree(release.manifest()).path("dist");
        assertThat(dist.path("tarball").stringValue()).isEqualTo("@acme/ui/-/ui-1.0.0.tgz");
        assertThat(dist.path("integrity").stringValue())
                .isEqualTo("sha512-" + Digest.compute(DigestAlgorithm.SHA512, tarball).base64());
        assertThat(dist.path("shasum").stringValue())
                .isEqualTo(Digest.compute(DigestAlgorithm.SHA1, tarball).hex());
        assertThat(release.publishedBy()).isEqualTo("ci");
        assertThat(release.files())
                .extracting(StoredFile::sha256)
                .containsExactly(Digest.compute(DigestAlgorithm.SHA256, tarball));
        assertThat(desk.blobs().all()).hasSize(1);
    }

    @Test
    void whatWasPublishedIsAnIndexLikeAnyOther() throws Exception {
        desk.send(Method.PUT, new Publish(NAME, "1.0.0", tarball).toString(), NAME);

        var index = desk.format().localIndex(desk.local());

        assertThat(index.releases().keySet()).containsExactly(FIRST);
        assertThat(index.document().distTags()).isEqualTo(Map.of("latest", "1.0.0"));
        assertThat(index.document().modified()).contains(PublishDesk.NOW);
        assertThat(desk.local().document()).contains("# read me", "of the packument");
    }

    @Test
    void attachmentsMayComeBeforeEverythingElse() throws Exception {
        ObjectNode body = new Publish(NAME, "1.0.0", tarball).body();
        ObjectNode turned = new JsonMapper().createObjectNode();
        turned.set("_attachments", body.remove("_attachments"));
        turned.setAll(body);

        assertThat(desk.send(Method.PUT, turned.toString(), NAME)).isEmpty();
        assertThat(desk.local().available()).hasSize(1);
    }

    @Test
    void aProvenanceBundleIsKeptBesideTheTarball() throws Exception {
        Publish publish = new Publish(NAME, "1.0.0", tarball);
        publish.attach(NAME + "-1.0.0.sigstore", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(desk.send(Method.PUT, publish.toString(), NAME)).isEmpty();
        assertThat(desk.local().find(FIRST).orElseThrow().files())
                .extracting(file -> file.file().value())
                .containsExactlyInAnyOrder("ui-1.0.0.tgz", "ui-1.0.0.sigstore");
    }

    @Test
    void aVersionThatExistsIsRefusedBeforeAnythingElseIsChecked() throws Exception {
        desk.send(Method.PUT, new Publish(NAME, "1.0.0", tarball).toString(), NAME);
        Publish again = new Publish(NAME, "1.0.0", "no tarball".getBytes(StandardCharsets.UTF_8));

        Optional<Refusal> refusal = desk.send(Method.PUT, again.toString(), NAME);

        assertThat(refusal).containsInstanceOf(Refusal.Exists.class);
        assertThat(refusal.orElseThrow().text()).contains("already exists");
        assertThat(desk.blobs().all()).hasSize(1);
    }

    @Test
    void aDeletedNumberComesBackOnlyWithTheSameBytes() throws Exception {
        desk.send(Method.PUT, new Publish(NAME, "1.0.0", tarball).toString(), NAME);
        desk.send(Method.DELETE, "", NAME, "-rev", "1-gatehouse");
        byte[] other =
                new TarballMaker()
                        .file("package/package.json", TarballMaker.manifest(NAME, "1.0.0"))
                        .file("package/more.js", "")
                        .gzip();

        Optional<Refusal> refused =
                desk.send(Method.PUT, new Publish(NAME, "1.0.0", other).toString(), NAME);
        Optional<Refusal> taken =
                desk.send(Method.PUT, new Publish(NAME, "1.0.0", tarball).toString(), NAME);

        assertThat(refused).containsInstanceOf(Refusal.Conflict.class);
        assertThat(taken).isEmpty();
    }

    @Test
    void aFileThatIsTooBigIsRefused() throws Exception {
        Publish publish = new Publish(NAME, "1.0.0", new byte[(1 << 20) + 1]);

        assertThat(desk.send(Method.PUT, publish.toString(), NAME))
                .containsInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void aNewNameWithUpperCaseCannotBePublished() throws Exception {
        PublishDesk upper = new PublishDesk(directory, "Acme");
        Publish publish = new Publish("Acme", "1.0.0", TarballMaker.of("Acme", "1.0.0"));

        assertThat(upper.send(Method.PUT, publish.toString(), "Acme"))
                .containsInstanceOf(Refusal.Invalid.class);
    }

    static Stream<Bent> disagreements() {
        return Stream.of(
                new Bent("another packument", p -> p.body().put("name", "other")),
                new Bent("another id", p -> p.body().put("_id", "other")),
                new Bent("another manifest", p -> p.manifest().put("name", "other")),
                new Bent("another version", p -> p.manifest().put("version", "2.0.0")),
                new Bent(
                        "two versions",
                        p ->
                                ((ObjectNode) p.body().get("versions"))
                                        .putObject("2.0.0")
                                        .put("name", NAME)),
                new Bent("no versions", p -> p.body().remove("versions")),
                new Bent("tag elsewhere", p -> tags(p).put("latest", "9.9.9")),
                new Bent("tag like a range", p -> tags(p).put("1.x", "1.0.0")),
                new Bent("two tarballs", p -> p.attach("ui-1.0.0.tgz", new byte[0])),
                new Bent("tarball of another", p -> rename(p, "@acme/other-1.0.0.tgz")),
                new Bent("tarball of another version", p -> rename(p, NAME + "-2.0.0.tgz")),
                new Bent("no tarball", p -> rename(p, NAME + "-1.0.0.sigstore")),
                new Bent("odd attachment", p -> p.attach("run.sh", new byte[0])),
                new Bent("wrong length", p -> attachment(p).put("length", 7)),
                new Bent("no base64", p -> attachment(p).put("data", "***")),
                new Bent("no data", p -> attachment(p).remove("data")),
                new Bent("wrong integrity", p -> dist(p).put("integrity", "sha512-AAAA")),
                new Bent("wrong shasum", p -> dist(p).put("shasum", "0".repeat(40))),
                new Bent("no semantic version", p -> p.manifest().put("version", "one")));
    }

    @ParameterizedTest
    @MethodSource("disagreements")
    void whatDoesNotAgreeIsRefusedAndLeavesNothing(Bent bent) throws Exception {
        Publish publish = new Publish(NAME, "1.0.0", tarball);
        bent.how().accept(publish);

        Optional<Refusal> refusal = desk.send(Method.PUT, publish.toString(), NAME);

        assertThat(refusal).containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.local().releases()).isEmpty();
        assertThat(desk.blobs().all()).isEmpty();
    }

    @Test
    void aBodyForAnotherPathIsRefused() throws Exception {
        PublishDesk other = new PublishDesk(directory, "other");
        Publish publish = new Publish(NAME, "1.0.0", tarball);

        assertThat(other.send(Method.PUT, publish.toString(), "other"))
                .containsInstanceOf(Refusal.Invalid.class);
    }

    /** One way in which a publication contradicts itself. */
    record Bent(String name, Consumer<Publish> how) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ObjectNode tags(Publish publish) {
        return (ObjectNode) publish.body().get("dist-tags");
    }

    private static ObjectNode dist(Publish publish) {
        return (ObjectNode) publish.manifest().get("dist");
    }

    private static ObjectNode attachment(Publish publish) {
        return (ObjectNode) publish.attachments().iterator().next();
    }

    private static void rename(Publish publish, String file) {
        JsonNode attachment = publish.attachments().remove(NAME + "-1.0.0.tgz");
        publish.attachments().set(file, attachment);
    }
}
