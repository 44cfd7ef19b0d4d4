package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories of a running server. */
@Command(
        name = "repo",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Lists, adds and removes repositories.", "Example: gatehouse repo add main"})
final class RepoCommand {
    private final Session session;

    RepoCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists the repositories.", "Example: gatehouse repo list"})
    int list(@Mixin Shared shared) throws InterruptedException {
        JsonNode all = session.server(shared).get("repos/", Map.of("page_size", "1000"));
        if (shared.json()) {
            session.console().json(all);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        all.forEach(
                one ->
                        rows.add(
                                List.of(
                                        one.path("slug").asString(""),
                                        one.path("repository_type_str").asString(""),
                                        one.path("declared_at").asString("managed"),
                                        Console.time(one.path("created_at").asString("")))));
        session.console().table(List.of("NAME", "TYPE", "CONFIGURED", "SINCE"), rows);
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds a repository for npm, PyPI and Maven, without upstreams.",
                "Example: gatehouse repo add main --description \"what we build\""
            })
    int add(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "As it stands in URLs.") String name,
            @Option(names = "--description", description = "For people.")
                    Optional<String> description,
            @Option(names = "--host", description = "A host name of its own.")
                    Optional<String> host)
            throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("slug", name);
        description.ifPresent(text -> body.put("description", text));
        host.ifPresent(text -> body.put("host", text));
        JsonNode made =
                session.server(shared).post("repos/" + shared.workspace(session) + "/", body);
        if (shared.json()) {
            session.console().json(made);
        } else {
            session.console()
                    .line(
                            "Added %s; it has no upstream yet: gatehouse upstream add %s npm NAME URL"
                                    .formatted(name, name));
        }
        return 0;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Removes a repository with all that was published there.",
                "Example: gatehouse repo remove old --yes"
            })
    int remove(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "The repository.") String name,
            @Option(names = "--yes", required = true, description = "What is removed is lost.")
                    boolean yes)
            throws InterruptedException {
        String path = "repos/" + shared.workspace(session) + "/" + ServerClient.segment(name) + "/";
        JsonNode done = session.server(shared).delete(path);
        if (shared.json()) {
            session.console().json(done);
        } else {
            session.console().line("Removed " + name + " and all that was published there.");
        }
        return 0;
    }
}
