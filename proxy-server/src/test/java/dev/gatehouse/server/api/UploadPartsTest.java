package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.server.testing.NpmPackage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Uploaded files are parts of one package each, and there are only so many at once. */
class UploadPartsTest {
    private static final String FILES = "/api/files/main/main/";
    private static final byte[] TARBALL = NpmPackage.of("acme-ui", "1.0.0", "marker").tarball();

    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String token = "";

    UploadPartsTest() throws Exception {}

    /** The repository serves Maven too, whose packages have several files. */
    @BeforeEach
    void open() throws Exception {
        world = new ApiWorld(directory);
        token = world.token("publisher", Role.PUBLISH);
        var npm = new Catalogue.Place("main", ApiWorld.npm());
        Mount<?, ?> main = world.catalogue.find(npm).orElseThrow();
        world.catalogue.replace(
                Map.of(
                        npm,
                        main,
                        new Catalogue.Place("main", new FormatId("maven")),
                        new Mount<>(
                                main.repository(),
                                "main",
                                new MavenFormat(1 << 20, 0),
                                main.settings(),
                                1)));
    }

    private String announce(byte[] content) throws Exception {
        Response answer =
                world.send(
                        Method.POST,
                        FILES,
                        token,
                        "{\"filename\":\"a.bin\",\"md5_checksum\":\"%s\",\"method\":\"put_parts\"}"
                                .formatted(Digest.compute(DigestAlgorithm.MD5, content).hex()));
        assertThat(answer.status()).as(ApiWorld.text(answer)).isEqualTo(202);
        return world.json(answer).path("identifier").stringValue();
    }

    private int part(String id, int number, byte[] content) throws Exception {
        return world.send(
                        Method.PUT,
                        FILES + id + "/?upload_id=" + id + "&part_number=" + number,
                        Headers.of("x-api-key", token),
                        ApiWorld.FAR,
                        content)
                .status();
    }

    private int complete(String id) throws Exception {
        return world.send(Method.POST, FILES + id + "/complete/", token, "").status();
    }

    private String uploaded(byte[] content) throws Exception {
        String id = announce(content);
        assertThat(part(id, 1, content)).isEqualTo(204);
        assertThat(complete(id)).isEqualTo(204);
        return id;
    }

    private Response make(String format, String body) throws Exception {
        return world.send(
                Method.POST, "/api/packages/main/main/upload/" + format + "/", token, body);
    }

    @Test
    void aFileThatHasBecomeAPackageMakesNoneOfAnotherFormat() throws Exception {
        String id = uploaded(TARBALL);
        assertThat(make("npm", "{\"package_file\":\"" + id + "\"}").status()).isEqualTo(201);

        Response answer = make("maven", "{\"package_file\":\"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void aFileThatHasBecomeAPackageIsNoPartOfAnother() throws Exception {
        String used = uploaded(TARBALL);
        make("npm", "{\"package_file\":\"" + used + "\"}");
        String fresh = uploaded("a jar".getBytes(StandardCharsets.UTF_8));

        Response answer =
                make(
                        "maven",
                        "{\"package_file\":\"%s\",\"pom_file\":\"%s\",\"group_id\":\"a.b\",\"artifact_id\":\"c\",\"version\":\"1\"}"
                                .formatted(fresh, used));

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void oneFileIsNotTwoPartsOfAPackage() throws Exception {
        String id = uploaded("a jar".getBytes(StandardCharsets.UTF_8));

        Response answer =
                make(
                        "maven",
                        "{\"package_file\":\"%s\",\"pom_file\":\"%s\",\"group_id\":\"a.b\",\"artifact_id\":\"c\",\"version\":\"1\"}"
                                .formatted(id, id));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(world.json(answer).path("fields").propertyNames()).containsExactly("pom_file");
    }

    @Test
    void partsAreBoundedAsEachKeepsAFileOpen() throws Exception {
        byte[] nothing = new byte[0];
        String first = announce(nothing);
        for (int number = 1; number <= 1000; number++) {
            assertThat(part(first, number, nothing)).isEqualTo(204);
        }

        String second = announce(nothing);
        assertThat(part(second, 1, nothing)).isEqualTo(429);

        assertThat(complete(first)).isEqualTo(204);
        assertThat(part(second, 1, nothing)).isEqualTo(204);
    }
}
