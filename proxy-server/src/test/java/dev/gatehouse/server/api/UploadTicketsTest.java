package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.server.testing.NpmPackage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A file is sent with a ticket that is good for one file, once, for a while. */
class UploadTicketsTest {
    private static final String FILES = "/api/files/main/main/";
    private static final String TARBALL =
            new String(
                    NpmPackage.of("acme-ui", "1.0.0", "marker").tarball(),
                    StandardCharsets.ISO_8859_1);

    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String token = "";

    UploadTicketsTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        world = new ApiWorld(directory);
        token = world.token("publisher", Role.PUBLISH);
    }

    private static String md5(String content) {
        return Digest.compute(DigestAlgorithm.MD5, content.getBytes(StandardCharsets.ISO_8859_1))
                .hex();
    }

    /** An announced file: its identifier and its ticket. */
    private record Announced(String identifier, String ticket) {}

    private Announced announce(String name, String md5) throws Exception {
        Response answer =
                world.send(
                        Method.POST,
                        FILES,
                        token,
                        "{\"filename\":\"%s\",\"md5_checksum\":\"%s\",\"method\":\"post\"}"
                                .formatted(name, md5));
        assertThat(answer.status()).isEqualTo(202);
        JsonNode shape = world.json(answer);
        return new Announced(
                shape.path("identifier").stringValue(),
                shape.path("upload_fields").path("ticket").stringValue());
    }

    private int send(Announced to, String ticket, String name, String content) throws Exception {
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"ticket\"\r\n\r\n%s\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--b--\r\n"
                        .formatted(ticket, name, content);
        return world.sendBytes(
                        FILES + to.identifier() + "/",
                        Headers.of("content-type", "multipart/form-data; boundary=b"),
                        form.getBytes(StandardCharsets.ISO_8859_1))
                .status();
    }

    private int send(Announced to, String content) throws Exception {
        return send(to, to.ticket(), "ui.tgz", content);
    }

    private Response make(String identifier, String by) throws Exception {
        return world.send(
                Method.POST,
                "/api/packages/main/main/upload/npm/",
                by,
                "{\"package_file\":\"%s\"}".formatted(identifier));
    }

    @Test
    void oneUploadMakesOnePackageHoweverOftenItIsAskedFor() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        assertThat(send(file, TARBALL)).isEqualTo(204);

        Response first = make(file.identifier(), token);
        Response again = make(file.identifier(), token);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(ApiWorld.text(again)).isEqualTo(ApiWorld.text(first));
        assertThat(world.json(first).path("slug_perm").stringValue()).matches("[A-Za-z0-9]{12}");
    }

    @Test
    void aTicketIsGoodOnce() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        assertThat(send(file, TARBALL)).isEqualTo(204);

        assertThat(send(file, TARBALL)).isEqualTo(409);
    }

    @Test
    void aTicketIsGoodForItsFileNameAlone() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));

        assertThat(send(file, file.ticket(), "other.tgz", TARBALL)).isEqualTo(422);
        assertThat(send(file, TARBALL)).isEqualTo(204);
    }

    @Test
    void bytesOfAnotherDigestSpendTheTicket() throws Exception {
        Announced file = announce("ui.tgz", md5("other"));

        assertThat(send(file, TARBALL)).isEqualTo(422);
        assertThat(send(file, TARBALL)).isEqualTo(409);
        assertThat(make(file.identifier(), token).status()).isEqualTo(422);
    }

    @Test
    void aTicketOfAnotherUploadOrNoneIsNoTicket() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        Announced other = announce("ui.tgz", md5(TARBALL));

        assertThat(send(file, other.ticket(), "ui.tgz", TARBALL)).isEqualTo(404);
        assertThat(send(file, "", "ui.tgz", TARBALL)).isEqualTo(404);
        assertThat(send(new Announced("0123456789abcdef", "x"), TARBALL)).isEqualTo(404);
    }

    @Test
    void aTicketEndsWithItsTime() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        Announced sent = announce("ui.tgz", md5(TARBALL));
        assertThat(send(sent, TARBALL)).isEqualTo(204);

        world.tokens.pass(Duration.ofMinutes(31));

        assertThat(send(file, TARBALL)).isEqualTo(404);
        assertThat(make(sent.identifier(), token).status()).isEqualTo(422);
    }

    @Test
    void aRestartEndsAllTickets() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        ApiWorld restarted = new ApiWorld(directory);
        world = restarted;

        assertThat(send(file, TARBALL)).isEqualTo(404);
    }

    @Test
    void whatOneHasUploadedNobodyElseUses() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        assertThat(send(file, TARBALL)).isEqualTo(204);

        assertThat(make(file.identifier(), world.token("other", Role.PUBLISH)).status())
                .isEqualTo(422);
        assertThat(make(file.identifier(), token).status()).isEqualTo(201);
    }

    @Test
    void aFormThatBreaksOffLeavesTheTicketGood() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        String cut =
                "--b\r\nContent-Disposition: form-data; name=\"ticket\"\r\n\r\n%s\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ui.tgz\"\r\n\r\nhalf"
                        .formatted(file.ticket());

        Response answer =
                world.sendBytes(
                        FILES + file.identifier() + "/",
                        Headers.of("content-type", "multipart/form-data; boundary=b"),
                        cut.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(send(file, TARBALL)).isEqualTo(204);
    }

    @Test
    void partsArePutTogetherInTheirOrder() throws Exception {
        Announced file = announce("ui.tgz", md5(TARBALL));
        int half = TARBALL.length() / 2;
        String url = FILES + file.identifier() + "/?upload_id=" + file.identifier();
        assertThat(part(url + "&part_number=2", "wrong")).isEqualTo(204);
        assertThat(part(url + "&part_number=2", TARBALL.substring(half))).isEqualTo(204);

        assertThat(complete(file)).isEqualTo(422);
        assertThat(part(url + "&part_number=1", TARBALL.substring(0, half))).isEqualTo(204);
        assertThat(complete(file)).isEqualTo(204);
        assertThat(complete(file)).isEqualTo(204);

        assertThat(make(file.identifier(), token).status()).isEqualTo(201);
        assertThat(part(url + "&part_number=0", "x")).isEqualTo(422);
    }

    private int part(String url, String content) throws Exception {
        return world.send(
                        Method.PUT,
                        url,
                        Headers.of("x-api-key", token),
                        ApiWorld.FAR,
                        content.getBytes(StandardCharsets.ISO_8859_1))
                .status();
    }

    private int complete(Announced file) throws Exception {
        return world.send(
                        Method.POST,
                        FILES + file.identifier() + "/complete/",
                        token,
                        "{\"upload_id\":\"%s\",\"complete\":true}".formatted(file.identifier()))
                .status();
    }

    @Test
    void anAnnouncementSaysWhatIsWrongWithIt() throws Exception {
        Response answer =
                world.send(
                        Method.POST,
                        FILES + "validate/",
                        token,
                        "{\"filename\":\"a/b\",\"md5_checksum\":\"x\",\"method\":\"mail\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(world.json(answer).path("fields").propertyNames())
                .containsExactlyInAnyOrder("filename", "md5_checksum", "method");
    }
}
