package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The advisories that the rules vulnerability and malware go by. */
@Command(
        name = "osv",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Brings advisories in OSV's form, and tells which are in force.",
            "Example: gatehouse osv import all.zip"
        })
final class OsvCommand {
    private static final int MOST_SHOWN = 20;

    private final Session session;

    OsvCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Imports a zip file or a directory of records, in the place of all that were"
                        + " imported before.",
                "Malformed records are told and left out; if it cannot be read to its end, nothing"
                        + " changes.",
                "Example: gatehouse osv import all.zip"
            })
    int take(
            @Mixin Shared shared,
            @Parameters(
                            paramLabel = "PLACE",
                            description = "A zip file of *.json, or a directory of them.")
                    Path place)
            throws InterruptedException {
        Path from = session.place().workingDirectory().resolve(place);
        JsonNode report = Files.isDirectory(from) ? packed(shared, from) : send(shared, from, from);
        if (shared.json()) {
            session.console().json(report);
            return 0;
        }
        tell(report);
        return 0;
    }

    private JsonNode packed(Shared shared, Path directory) throws InterruptedException {
        try {
            Path zip = Files.createTempFile("gatehouse-osv-", ".zip");
            try {
                session.console()
                        .during("packing " + directory, () -> ZippedRecords.pack(directory, zip));
                return send(shared, directory, zip);
            } finally {
                Files.deleteIfExists(zip);
            }
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.USAGE, directory + " cannot be read: " + e.getMessage());
        }
    }

    private JsonNode send(Shared shared, Path from, Path zip) throws InterruptedException {
        String path = "advisories/import/?source=" + ServerClient.segment(from.toString());
        return session.server(shared).upload(path, "application/octet-stream", zip);
    }

    private void tell(JsonNode report) {
        Console console = session.console();
        console.sentence(
                "%d advisories are in force; %d withdrawn, %d of other ecosystems and %d repeated ones were left out, and %d files that are no records."
                        .formatted(
                                report.path("kept").asLong(0),
                                report.path("withdrawn").asLong(0),
                                report.path("elsewhere").asLong(0),
                                report.path("repeated").asLong(0),
                                report.path("ignored").asLong(0)));
        long refused = report.path("refused").asLong(0);
        if (refused > 0) {
            console.line("Refused as malformed: " + refused);
            report.path("problems")
                    .valueStream()
                    .limit(MOST_SHOWN)
                    .forEach(
                            p ->
                                    console.line(
                                            "  %s: %s"
                                                    .formatted(
                                                            p.path("file").asString(""),
                                                            p.path("reason").asString(""))));
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = {
                "Tells which advisories are in force; 1 if there are none, or the last try failed.",
                "Example: gatehouse osv status"
            })
    int status(@Mixin Shared shared) throws InterruptedException {
        JsonNode status = session.server(shared).get("advisories/", Map.of());
        JsonNode set = status.path("set");
        JsonNode failure = status.path("failure");
        if (shared.json()) {
            session.console().json(status);
        } else {
            session.console().line(inForce(set));
            if (failure.isObject()) {
                session.console()
                        .line(
                                "The last try, at %s, brought nothing: %s"
                                        .formatted(
                                                Console.time(failure.path("at").asString("")),
                                                failure.path("reason").asString("")));
            }
        }
        return set.isObject() && !failure.isObject() ? 0 : CommandException.NO;
    }

    private static String inForce(JsonNode set) {
        return set.isObject()
                ? "%d advisories of %s are in force, imported at %s; %d records were refused."
                        .formatted(
                                set.path("kept").asLong(0),
                                set.path("source").asString(""),
                                Console.time(set.path("imported_at").asString("")),
                                set.path("refused").asLong(0))
                : "No advisories were ever imported.";
    }
}
