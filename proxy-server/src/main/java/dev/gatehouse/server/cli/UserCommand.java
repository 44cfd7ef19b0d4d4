package dev.gatehouse.server.cli;

import dev.gatehouse.server.access.NewUser;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Users with passwords of a running server. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Adds, lists and removes users, for npm login and Basic authentication.",
            "Example: gatehouse user add alice --role publish --repository main"
        })
final class UserCommand {
    private static final int MOST = 1024;

    private final Session session;
    private final InputStream in;

    /**
     * Commands.
     *
     * @param in where {@code --password-stdin} reads
     */
    UserCommand(Session session, InputStream in) {
        this.session = session;
        this.in = in;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds a user; asks for the password on a terminal.",
                "Example: gatehouse user add alice --role publish --password-stdin < password.txt"
            })
    int add(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "For logins and logs.") String name,
            @Option(
                            names = "--role",
                            completionCandidates = Choices.Roles.class,
                            defaultValue = "read",
                            description = "read (default), publish or admin.")
                    String role,
            @Option(names = "--repository", description = "Only there; may be repeated.")
                    @Nullable List<String> repositories,
            @Option(names = "--password-stdin", description = "Reads the password from there.")
                    boolean stdin)
            throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("role", role);
        body.put("repositories", repositories == null ? List.of() : repositories);
        body.put("password", password(stdin));
        JsonNode made = session.server(shared).post("users/", body);
        if (shared.json()) {
            session.console().json(made);
        } else {
            session.console().line("Added the user " + name + " with the role " + role + ".");
        }
        return 0;
    }

    private String password(boolean stdin) {
        String text = stdin ? read() : asked();
        if (!NewUser.isPassword(text)) {
            throw new CommandException(
                    CommandException.USAGE,
                    "expected a password of 8 to 256 characters that does not begin as a token"
                            + " does");
        }
        return text;
    }

    /** All up to the last line break. */
    private String read() {
        try {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8)
                    .replaceFirst("\\r?\\n$", "");
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.USAGE, "the password cannot be read: " + e.getMessage());
        }
    }

    private static String asked() {
        java.io.Console terminal =
                Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                CommandException.USAGE,
                                                "there is no terminal to ask for the password: use"
                                                        + " --password-stdin"));
        char[] first = terminal.readPassword("Password: ");
        char[] again = terminal.readPassword("Again: ");
        if (first == null || again == null || !new String(first).equals(new String(again))) {
            throw new CommandException(CommandException.USAGE, "the passwords are not the same");
        }
        return new String(first);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists all users.", "Example: gatehouse user list"})
    int list(@Mixin Shared shared) throws InterruptedException {
        JsonNode list = session.server(shared).get("users/", Map.of());
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(user -> rows.add(row(user)));
        session.console().table(List.of("NAME", "ROLE", "REPOSITORIES", "SINCE"), rows);
        return 0;
    }

    private static List<String> row(JsonNode user) {
        String repositories =
                user.path("repositories")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(","));
        return List.of(
                user.path("name").asString(""),
                user.path("role").asString(""),
                repositories.isEmpty() ? "all" : repositories,
                Console.time(user.path("created_at").asString("")));
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Removes a user, and ends the tokens of its logins at once.",
                "Example: gatehouse user remove alice"
            })
    int remove(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "Who is removed.") String name)
            throws InterruptedException {
        JsonNode removed =
                session.server(shared).delete("users/" + ServerClient.segment(name) + "/");
        if (shared.json()) {
            session.console().json(removed);
        } else {
            session.console().line("Removed " + name + ".");
        }
        return 0;
    }
}
