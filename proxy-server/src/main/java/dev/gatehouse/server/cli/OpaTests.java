package dev.gatehouse.server.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs {@code opa test}, and shows what it prints as it comes. */
record OpaTests(Session session) {
    private static final Pattern PATHS = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Whether all tests have passed. */
    boolean run(Path path) throws InterruptedException {
        Path opa =
                find().orElseThrow(
                                () ->
                                        new CommandException(
                                                CommandException.USAGE,
                                                "there is no opa on the PATH: install OPA 1.7.1 or"
                                                        + " newer (openpolicyagent.org)"));
        ProcessBuilder builder =
                new ProcessBuilder(List.of(opa.toString(), "test", "--verbose", path.toString()));
        builder.directory(session.place().workingDirectory().toFile());
        builder.redirectErrorStream(true);
        try {
            return run(builder.start());
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.USAGE, opa + " cannot be run: " + e.getMessage());
        }
    }

    private boolean run(Process process) throws IOException, InterruptedException {
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                session.console().line(line);
            }
            return process.waitFor() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private Optional<Path> find() {
        return PATHS.splitAsStream(session.place().variable("PATH").orElse(""))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .flatMap(
                        directory ->
                                Stream.of(directory.resolve("opa"), directory.resolve("opa.exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
