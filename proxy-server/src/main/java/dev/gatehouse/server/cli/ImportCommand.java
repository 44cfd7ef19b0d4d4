package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Tells the server what an upstream has supplied before. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes in from a cache directory which names an upstream has supplied before.",
            "Names that another trusted source has, or may have, are left out.",
            "Layouts: maven: a local repository, of which only files that came from --from count;",
            "npm: NAME/*.tgz and @SCOPE/NAME/*.tgz; pypi: wheels and source archives.",
            "Example: gatehouse import maven maven-public ~/.m2/repository --provenance-only \\",
            "  --reason \"used before\""
        })
final class ImportCommand implements Callable<Integer> {
    private static final int AT_ONCE = 100;
    private static final List<String> OUTCOMES = List.of("imported", "known", "owned", "undecided");

    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();

    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            completionCandidates = Choices.Formats.class,
            description = "npm, pypi or maven.")
    private String format = "";

    @Parameters(index = "1", paramLabel = "UPSTREAM", description = "Its name.")
    private String upstream = "";

    @Parameters(index = "2", paramLabel = "DIR", description = "The directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--provenance-only",
            description = "Take in names only, no files: needed, as nothing else is imported.")
    private boolean provenanceOnly;

    @Option(names = "--reason", required = true, description = "For the audit log.")
    private String reason = "";

    @Option(
            names = "--from",
            defaultValue = "central",
            description = "Maven: the id of the repository that files came from; default: central.")
    private String from = "central";

    private final Session session;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!provenanceOnly) {
            throw new CommandException(
                    CommandException.USAGE,
                    "files are not imported: say --provenance-only if names are meant");
        }
        FormatName known = Shared.known(format);
        CacheDirectory.Found found;
        try {
            found = new CacheDirectory(directory, from).names(known);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.USAGE, directory + " cannot be read: " + e.getMessage());
        }
        String path =
                Shared.trust(session, shared.require(session.place()), in.name(), format)
                        + "provenance/";
        ObjectNode answer = new JsonMapper().createObjectNode();
        OUTCOMES.forEach(answer::putArray);
        List<String> names = new ArrayList<>(found.names());
        for (int first = 0; first < names.size(); first += AT_ONCE) {
            List<String> some = names.subList(first, Math.min(names.size(), first + AT_ONCE));
            JsonNode taken =
                    session.console()
                            .during(
                                    "importing %d of %d names".formatted(first, names.size()),
                                    () -> send(path, some));
            for (String outcome : OUTCOMES) {
                ArrayNode all = answer.withArray(outcome);
                taken.path(outcome).forEach(all::add);
            }
        }
        answer.put("not_understood", found.notUnderstood());
        print(answer);
        return 0;
    }

    private JsonNode send(String path, List<String> names) throws InterruptedException {
        return session.server(shared)
                .longPost(
                        path,
                        Map.of(
                                "format", format,
                                "upstream", upstream,
                                "reason", reason,
                                "packages", names));
    }

    private void print(ObjectNode answer) {
        Console console = session.console();
        if (shared.json()) {
            console.json(answer);
            return;
        }
        console.sentence(
                "%s: %d names imported, %d known before, %d left out as another source has them, %d left out as a trusted source did not answer; %d files were not understood."
                        .formatted(
                                upstream,
                                answer.path("imported").size(),
                                answer.path("known").size(),
                                answer.path("owned").size(),
                                answer.path("undecided").size(),
                                answer.path("not_understood").asLong(0)));
        answer.path("owned").forEach(name -> console.line("  owned: " + name.asString("")));
    }
}
