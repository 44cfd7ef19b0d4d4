package dev.gatehouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Does one thing to one name; the reason goes to the audit log. */
@Command(mixinStandardHelpOptions = true)
final class NameCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();
    @Mixin private OnePackage one = new OnePackage();

    @Option(names = "--reason", required = true, description = "For the audit log.")
    private String reason = "";

    @Option(names = "--upstream", description = "Only this one; default: all untrusted.")
    private Optional<String> upstream = Optional.empty();

    private final Session session;
    private final Deed deed;

    private NameCommand(Session session, Deed deed) {
        this.session = session;
        this.deed = deed;
    }

    /** What can be done. */
    enum Deed {
        CLAIM(
                "Makes a name yours: untrusted sources lose it, and it is reserved.",
                "gatehouse trust claim npm acme-ui --reason \"it is ours\""),
        FORGET(
                "Forgets that untrusted sources have supplied a name.",
                "gatehouse trust forget npm acme-ui --reason \"fetched by mistake\""),
        RELEASE(
                "Ends the reservation of a name without versions.",
                "gatehouse trust release npm acme-ui --reason \"given up\"");

        private final String description;
        private final String example;

        Deed(String description, String example) {
            this.description = description;
            this.example = example;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CommandLine of(Session session, Deed deed) {
        CommandLine line = new CommandLine(new NameCommand(session, deed));
        line.getCommandSpec()
                .usageMessage()
                .description(deed.description, "Example: " + deed.example);
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reason", reason);
        upstream.ifPresent(u -> body.put("upstream", u));
        String name =
                Shared.name(
                        session,
                        shared.require(session.place()),
                        in.name(),
                        one.format(),
                        one.name());
        JsonNode done = session.server(shared).post(name + deed.word() + "/", body);
        int records = done.path("records").asInt(0);
        if (shared.json()) {
            session.console().json(done);
        } else {
            session.console()
                    .line(
                            records == 0
                                    ? "Nothing to " + deed.word() + " for " + one.name() + "."
                                    : "Done: %d records changed for %s."
                                            .formatted(records, one.name()));
        }
        return records == 0 ? CommandException.NO : 0;
    }
}
