package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.LocalRelease;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class PackageEndpointsTest {
    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String token = "";

    PackageEndpointsTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        world = new ApiWorld(directory);
        world.published("acme-ui", "1.0.0");
        token = world.admin();
    }

    private Response send(String version, String deed, String body) throws Exception {
        String url = "/api/trust/main/main/names/npm/acme-ui/versions/" + version + "/" + deed;
        return world.send(Method.POST, url + "/", token, body);
    }

    @Test
    void aYankShowsItsReasonAndIsTakenBack() throws Exception {
        Response yanked = send("1.0.0", "yank", "{\"reason\": \"loses data\"}");
        String with = world.release("acme-ui", "1.0.0").orElseThrow().manifest();
        Response back = send("1.0.0", "unyank", "{}");

        assertThat(yanked.status()).isEqualTo(200);
        assertThat(world.json(yanked).path("state").asString()).isEqualTo("yanked");
        assertThat(with).contains("\"deprecated\":\"loses data\"");
        assertThat(back.status()).isEqualTo(200);
        assertThat(world.release("acme-ui", "1.0.0").orElseThrow().manifest())
                .doesNotContain("deprecated");
    }

    @Test
    void aDeletedVersionIsKeptAsSuchAndCannotBeEdited() throws Exception {
        Response deleted = send("1.0.0", "delete", "{}");
        Response again = send("1.0.0", "delete", "{}");

        assertThat(world.json(deleted).path("state").asString()).isEqualTo("deleted");
        assertThat(world.release("acme-ui", "1.0.0").orElseThrow().state())
                .isEqualTo(LocalRelease.State.DELETED);
        assertThat(again.status()).isEqualTo(404);
    }

    @Test
    void whatIsNotHereOrNotUnderstoodIsToldSo() throws Exception {
        Response unknown = send("2.0.0", "yank", "{}");
        Response field = send("1.0.0", "yank", "{\"because\": \"x\"}");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(world.json(unknown).path("detail").asString())
                .isEqualTo("acme-ui@2.0.0 is not published here");
        assertThat(field.status()).isEqualTo(400);
    }
}
