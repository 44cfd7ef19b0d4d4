package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the repository that a command is about when it names none. */
final class Repositories {
    private static final int MOST = 1000;

    private Repositories() {}

    /**
     * The repository of that name; else the first that is declared to serve the format; else, where
     * they are managed while the server runs, the server's only one.
     */
    static String name(
            Session session, GatehouseConfig config, Optional<String> name, FormatName format)
            throws InterruptedException {
        return name.isPresent() || config.repositories().isPresent()
                ? Settings.repository(config, name, format)
                : only(managed(session, config));
    }

    private static List<String> managed(Session session, GatehouseConfig config)
            throws InterruptedException {
        return session.server(config)
                .get(
                        "repos/" + ServerClient.segment(config.workspace().value()) + "/",
                        Map.of("page_size", Integer.toString(MOST)))
                .valueStream()
                .map((JsonNode one) -> one.path("slug").asString(""))
                .sorted()
                .toList();
    }

    private static String only(List<String> names) {
        if (names.size() == 1) {
            return names.getFirst();
        }
        throw new CommandException(
                CommandException.USAGE,
                names.isEmpty()
                        ? "there is no repository yet; make one with gatehouse repo add NAME"
                        : "there are several repositories: "
                                + String.join(", ", names)
                                + "; name one with --repository");
    }
}
