package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Upstreams of a running server. */
@Command(
        name = "upstream",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Lists, adds, changes and removes upstreams.",
            "Example: gatehouse upstream set main npm npm-public --trust untrusted"
        })
final class UpstreamCommand {
    private static final int LONGEST_URL = 44;

    private final Session session;

    UpstreamCommand(Session session) {
        this.session = session;
    }

    /** Where the upstreams of a command are. */
    static final class Where {
        @Parameters(index = "0", paramLabel = "REPOSITORY", description = "The repository.")
        private String repository = "";

        @Parameters(
                index = "1",
                paramLabel = "FORMAT",
                completionCandidates = Choices.Formats.class,
                description = "npm, pypi or maven.")
        private String format = "";

        private String path(Shared shared, Session session) {
            FormatName known = Shared.known(format);
            String name = known == FormatName.PYPI ? "python" : known.key();
            return "repos/%s/%s/upstream/%s/"
                    .formatted(shared.workspace(session), ServerClient.segment(repository), name);
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the upstreams of one format, in the order in which they are asked.",
                "Example: gatehouse upstream list main npm"
            })
    int list(@Mixin Shared shared, @Mixin Where where) throws InterruptedException {
        JsonNode all =
                session.server(shared)
                        .get(where.path(shared, session), Map.of("page_size", "1000"));
        if (shared.json()) {
            session.console().json(all);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        all.forEach(one -> rows.add(row(one)));
        session.console()
                .table(List.of("NAME", "TRUST", "PRIORITY", "MODE", "ACTIVE", "URL"), rows);
        return 0;
    }

    private static List<String> row(JsonNode upstream) {
        String url = upstream.path("upstream_url").asString("");
        return List.of(
                shortened(upstream.path("name").asString(""), 20),
                upstream.path("trust_level").asString("").toLowerCase(Locale.ROOT),
                Integer.toString(upstream.path("priority").asInt(0)),
                upstream.path("mode")
                        .asString("")
                        .replace(" and Proxy", "")
                        .replace(' ', '-')
                        .toLowerCase(Locale.ROOT),
                upstream.path("is_active").asBoolean(true) ? "yes" : "no",
                shortened(url, LONGEST_URL));
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "~";
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds an upstream; it is trusted unless you say otherwise.",
                "Example: gatehouse upstream add main npm internal https://npm.internal.example/"
            })
    int add(
            @Mixin Shared shared,
            @Mixin Where where,
            @Parameters(index = "2", paramLabel = "NAME", description = "Its name.") String name,
            @Parameters(index = "3", paramLabel = "URL", description = "What a client would use.")
                    String url,
            @Mixin UpstreamOptions options)
            throws InterruptedException {
        Map<String, Object> body = options.body();
        body.put("name", name);
        body.put("upstream_url", url);
        JsonNode made = session.server(shared).post(where.path(shared, session), body);
        return told(shared, made, "Added");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Changes an upstream; in force for the next request.",
                "Example: gatehouse upstream set main npm npm-public --trust untrusted"
            })
    int set(
            @Mixin Shared shared,
            @Mixin Where where,
            @Parameters(index = "2", paramLabel = "NAME", description = "Its name.") String name,
            @Mixin UpstreamOptions options)
            throws InterruptedException {
        Map<String, Object> body = options.body();
        if (body.isEmpty()) {
            throw new CommandException(
                    CommandException.USAGE, "nothing to set: expected --trust or another option");
        }
        ServerClient server = session.server(shared);
        String path = where.path(shared, session);
        return told(shared, server.patch(path + slug(server, path, name) + "/", body), "Changed");
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Removes an upstream; what it was seen to have and has supplied is forgotten.",
                "Example: gatehouse upstream remove main npm internal"
            })
    int remove(
            @Mixin Shared shared,
            @Mixin Where where,
            @Parameters(index = "2", paramLabel = "NAME", description = "Its name.") String name)
            throws InterruptedException {
        ServerClient server = session.server(shared);
        String path = where.path(shared, session);
        JsonNode done = server.delete(path + slug(server, path, name) + "/");
        if (shared.json()) {
            session.console().json(done);
        } else {
            session.console().line("Removed " + name + ".");
        }
        return 0;
    }

    private int told(Shared shared, JsonNode upstream, String what) {
        if (shared.json()) {
            session.console().json(upstream);
        } else {
            session.console()
                    .line(
                            "%s %s: %s, priority %s; in force for the next request."
                                    .formatted(
                                            what,
                                            upstream.path("name").asString(""),
                                            upstream.path("trust_level")
                                                    .asString("")
                                                    .toLowerCase(Locale.ROOT),
                                            Integer.toString(upstream.path("priority").asInt(0))));
        }
        return 0;
    }

    private static String slug(ServerClient server, String path, String name)
            throws InterruptedException {
        for (JsonNode one : server.get(path, Map.of("page_size", "1000"))) {
            if (one.path("name").asString("").equals(name)) {
                return ServerClient.segment(one.path("slug_perm").asString(""));
            }
        }
        throw new CommandException(CommandException.NO, "there is no upstream " + name + " there");
    }
}
