package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Why a package is served as it is. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explains who may supply a package, and which versions are served.",
            "Exit code 1: the version that was asked for is not served.",
            "Example: gatehouse explain npm @acme/ui 1.0.0"
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();

    @Mixin private OnePackage one = new OnePackage();

    @Parameters(index = "2", arity = "0..1", paramLabel = "VERSION", description = "Only this one.")
    private Optional<String> version = Optional.empty();

    private final Session session;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("format", one.format());
        query.put("package", one.name());
        version.ifPresent(v -> query.put("version", v));
        String path = Shared.trust(session, config, in.name(), one.format()) + "explain/";
        JsonNode answer = session.server(config).get(path, query);
        ExplanationText text = new ExplanationText(answer, version);
        if (shared.json()) {
            session.console().json(answer);
        } else {
            text.lines().forEach(session.console()::sentence);
        }
        return version.isEmpty() || mayBeServed(answer, text) ? 0 : CommandException.NO;
    }

    /** Of a free name a version that nobody has fetched yet is not known here. */
    private static boolean mayBeServed(JsonNode answer, ExplanationText text) {
        JsonNode versions = answer.path("versions");
        return versions.isEmpty()
                ? text.mayComeFromOutside()
                : versions.valueStream()
                        .anyMatch(v -> v.path("state").asString("").equals("VISIBLE"));
    }
}
