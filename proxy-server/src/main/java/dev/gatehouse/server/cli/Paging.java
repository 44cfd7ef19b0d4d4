package dev.gatehouse.server.cli;

import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How much of a list is shown: the pages of the server are put together. */
final class Paging {
    private static final int PAGE = 1000;
    private static final int USUAL = 100;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 100.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--all", description = "However many there are.")
    private boolean all;

    private int most() {
        int wanted = limit.orElse(USUAL);
        if (wanted < 1) {
            throw new CommandException(
                    CommandException.USAGE, "--limit " + wanted + ": expected 1 or more");
        }
        return all ? Integer.MAX_VALUE : wanted;
    }

    /**
     * The first ones of a list, as one page: with {@code next} if there are more.
     *
     * @param query what is asked of each page
     */
    JsonNode read(ServerClient server, Console console, String path, Map<String, String> query)
            throws InterruptedException {
        return console.during("reading the list", () -> read(server, path, query));
    }

    private JsonNode read(ServerClient server, String path, Map<String, String> query)
            throws InterruptedException {
        int most = most();
        Map<String, String> asked = new LinkedHashMap<>(query);
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        JsonNode next;
        do {
            asked.put("limit", Integer.toString(Math.min(PAGE, most - results.size())));
            JsonNode page = server.get(path, asked);
            page.path("results").forEach(results::add);
            next = page.path("next");
            asked.put("cursor", next.asString(""));
        } while (next.isString() && results.size() < most);
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("results", results);
        whole.set("next", next.isMissingNode() ? JsonNodeFactory.instance.nullNode() : next);
        return whole;
    }

    /** Says what a table leaves out. */
    static void close(Console console, JsonNode list) {
        if (list.path("next").isString()) {
            console.note(
                    "… more than these %d: --limit N, or --all"
                            .formatted(list.path("results").size()));
        }
    }
}
