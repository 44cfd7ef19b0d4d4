package dev.gatehouse.server.cli;

import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What may be said of an upstream; what is not said stays as it is. */
final class UpstreamOptions {
    @Option(
            names = "--trust",
            completionCandidates = Choices.TrustLevels.class,
            paramLabel = "LEVEL",
            description = "trusted or untrusted.")
    private Optional<String> trust = Optional.empty();

    @Option(names = "--priority", description = "1 to 32767; 1 comes first.")
    private Optional<Integer> priority = Optional.empty();

    @Option(
            names = "--mode",
            completionCandidates = Choices.Modes.class,
            description = "cache, proxy-only or cache-only.")
    private Optional<String> mode = Optional.empty();

    @Option(names = "--active", paramLabel = "BOOLEAN", description = "Whether it takes part.")
    private Optional<Boolean> active = Optional.empty();

    @Option(names = "--canary", paramLabel = "NAME", description = "A package known to be there.")
    private Optional<String> canary = Optional.empty();

    @Option(names = "--username", description = "For Basic authentication.")
    private Optional<String> username = Optional.empty();

    @Option(
            names = "--secret-stdin",
            description = "Reads the password (with --username) or token from standard input.")
    private boolean secret;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description = "Any other field of the API, such as index_ttl=1m; may be repeated.")
    private Map<String, String> fields = new LinkedHashMap<>();

    /** The body of a call. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        trust.ifPresent(level -> body.put("trust_level", trust(level)));
        priority.ifPresent(number -> body.put("priority", number));
        mode.ifPresent(word -> body.put("mode", mode(word)));
        active.ifPresent(truth -> body.put("is_active", truth));
        canary.ifPresent(name -> body.put("canary", name));
        username.ifPresent(name -> body.put("auth_username", name));
        if (secret) {
            body.put("auth_mode", username.isPresent() ? "Username and Password" : "Token");
            body.put("auth_secret", firstLine());
        }
        return body;
    }

    private static String trust(String level) {
        return switch (level) {
            case "trusted" -> "Trusted";
            case "untrusted" -> "Untrusted";
            default -> throw wrong("--trust", level, "trusted or untrusted");
        };
    }

    private static String mode(String word) {
        return switch (word) {
            case "cache" -> "Cache and Proxy";
            case "proxy-only" -> "Proxy Only";
            case "cache-only" -> "Cache Only";
            default -> throw wrong("--mode", word, "cache, proxy-only or cache-only");
        };
    }

    private static CommandException wrong(String option, String value, String expected) {
        return new CommandException(
                CommandException.USAGE, option + " " + value + ": expected " + expected);
    }

    /** A secret among the arguments could be read by every user of the machine. */
    private static String firstLine() {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Optional.ofNullable(in.readLine())
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(
                            () ->
                                    new CommandException(
                                            CommandException.USAGE,
                                            "--secret-stdin: standard input has no first line"));
        } catch (IOException e) {
            throw new CommandException(CommandException.USAGE, "--secret-stdin: " + e.getMessage());
        }
    }
}
