package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of a repository's own, asked of a running server. */
final class OwnKeysCalls {
    private static final List<String> HEADINGS = List.of("KIND", "KEY", "SINCE", "STATE");

    private final Session session;

    OwnKeysCalls(Session session) {
        this.session = session;
    }

    void list(Shared shared, String repository) throws InterruptedException {
        print(shared, session.server(shared).get(path(shared, repository), Map.of()));
    }

    void rotate(Shared shared, String repository) throws InterruptedException {
        print(shared, session.server(shared).post(path(shared, repository) + "rotate/", Map.of()));
    }

    private String path(Shared shared, String repository) {
        return "trust/"
                + ServerClient.segment(shared.workspace(session))
                + "/"
                + ServerClient.segment(repository)
                + "/keys/";
    }

    private void print(Shared shared, JsonNode keys) {
        if (shared.json()) {
            session.console().json(keys);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        keys.path("results")
                .forEach(
                        key ->
                                rows.add(
                                        List.of(
                                                key.path("kind").asString(""),
                                                key.path("id").asString(""),
                                                Console.time(key.path("created_at").asString("")),
                                                state(key))));
        session.console().table(HEADINGS, rows);
    }

    private static String state(JsonNode key) {
        String retired = key.path("retired_at").asString("");
        return retired.isEmpty() ? "in use" : "replaced " + Console.time(retired);
    }
}
