package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The policies of a running server. */
record ServedPolicies(ServerClient server, String workspace) {
    private static final int PAGE = 1000;

    static ServedPolicies of(Session session, Shared shared) {
        return new ServedPolicies(session.server(shared), shared.workspace(session));
    }

    /** A path below theirs. */
    String path(String below) {
        return "v2/workspaces/" + ServerClient.segment(workspace) + "/policies/" + below;
    }

    /** All of them, in the order in which they are asked. */
    List<JsonNode> all() throws InterruptedException {
        return all("");
    }

    /** All pages of a list. */
    List<JsonNode> all(String below) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        int page = 1;
        JsonNode results;
        do {
            results =
                    server.get(
                                    path(below),
                                    Map.of(
                                            "page", Integer.toString(page++),
                                            "page_size", Integer.toString(PAGE)))
                            .path("results");
            results.forEach(all::add);
        } while (results.size() == PAGE);
        return all;
    }

    /** The one of that name or id. */
    JsonNode find(String name) throws InterruptedException {
        return all().stream()
                .filter(p -> name(p).equals(name) || id(p).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        CommandException.NO, "There is no policy " + name + "."));
    }

    static String name(JsonNode policy) {
        return policy.path("name").asString("");
    }

    static String id(JsonNode policy) {
        return policy.path("slug_perm").asString("");
    }
}
