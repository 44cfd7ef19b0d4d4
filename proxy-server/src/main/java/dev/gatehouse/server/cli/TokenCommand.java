package dev.gatehouse.server.cli;

import org.jspecify.annotations.Nullable;

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
import java.util.stream.Collectors;

/** Tokens of a running server. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Makes, lists and revokes tokens.",
            "Example: gatehouse token create ci --role publish --repository main --expires 90d"
        })
final class TokenCommand {
    private final Session session;

    TokenCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a token and shows it once.",
                "Example: gatehouse token create ci --role publish --expires 90d"
            })
    int create(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "For logs and revocation.") String name,
            @Option(
                            names = "--role",
                            completionCandidates = Choices.Roles.class,
                            required = true,
                            description = "read, publish or admin.")
                    String role,
            @Option(names = "--repository", description = "Only there; may be repeated.")
                    @Nullable List<String> repositories,
            @Option(names = "--expires", description = "How long it is good, such as 90d.")
                    Optional<String> expires)
            throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("role", role);
        body.put("repositories", repositories == null ? List.of() : repositories);
        expires.ifPresent(e -> body.put("expires", e));
        JsonNode made = session.server(shared).post("tokens/", body);
        if (shared.json()) {
            session.console().json(made);
        } else {
            session.console().line("The token " + name + ", shown this once:");
            session.console().line("  " + made.path("token").asString(""));
        }
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists all tokens, revoked ones too.", "Example: gatehouse token list"})
    int list(@Mixin Shared shared) throws InterruptedException {
        JsonNode list = session.server(shared).get("tokens/", Map.of());
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(token -> rows.add(row(token)));
        session.console()
                .table(
                        List.of("NAME", "ROLE", "REPOSITORIES", "EXPIRES", "USED", "STATE", "ID"),
                        rows);
        return 0;
    }

    private static List<String> row(JsonNode token) {
        String repositories =
                token.path("repositories")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(","));
        return List.of(
                token.path("name").asString(""),
                token.path("role").asString(""),
                repositories.isEmpty() ? "all" : repositories,
                Console.time(token.path("expires_at").asString("never")),
                Console.time(token.path("last_used_at").asString("never")),
                token.path("revoked").asBoolean(false) ? "revoked" : "in force",
                token.path("id").asString(""));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = {
                "Revokes a token; the next request with it is refused.",
                "Example: gatehouse token revoke ci"
            })
    int revoke(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "Name or id.") String name)
            throws InterruptedException {
        JsonNode revoked =
                session.server(shared).delete("tokens/" + ServerClient.segment(name) + "/");
        if (shared.json()) {
            session.console().json(revoked);
        } else {
            session.console().line("Revoked " + name + ".");
        }
        return 0;
    }
}
