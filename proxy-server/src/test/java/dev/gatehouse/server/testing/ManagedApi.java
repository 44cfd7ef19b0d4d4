package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;

/** Repositories and upstreams of a gate, changed by the first admin through the management API. */
public record ManagedApi(RunningGate gate) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The object of an answer that must have that status. */
    public static JsonNode object(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    /** Makes the repository {@code main}. */
    public JsonNode repository() throws IOException, InterruptedException {
        return object(gate.api("POST", "repos/main/", "{\"name\":\"main\"}"), 201);
    }

    /** Makes an upstream of it for npm; its slug. */
    public String upstream(String name, URI url, String more)
            throws IOException, InterruptedException {
        String body =
                "{\"name\":\"%s\",\"upstream_url\":\"%s\"%s}"
                        .formatted(name, url, more.isEmpty() ? "" : "," + more);
        return object(gate.api("POST", "repos/main/main/upstream/npm/", body), 201)
                .path("slug_perm")
                .asString("");
    }

    /** The answer to a PATCH of an npm upstream. */
    public HttpResponse<String> patch(String slug, String body, String... headers)
            throws IOException, InterruptedException {
        return gate.api("PATCH", "repos/main/main/upstream/npm/" + slug + "/", body, headers);
    }

    /** The answer to a GET of an npm upstream. */
    public HttpResponse<String> get(String slug) throws IOException, InterruptedException {
        return gate.api("GET", "repos/main/main/upstream/npm/" + slug + "/", "");
    }

    /** Says whether it is trusted. */
    public void trust(String slug, String level) throws IOException, InterruptedException {
        object(patch(slug, "{\"trust_level\":\"" + level + "\"}"), 200);
    }

    /** Removes an npm upstream. */
    public void remove(String slug) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                gate.api("DELETE", "repos/main/main/upstream/npm/" + slug + "/", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    /** The whole audit log. */
    public String audit() throws IOException, InterruptedException {
        return gate.api("GET", "trust/main/main/audit/?limit=1000", "").body();
    }
}
