package dev.gatehouse.server.rego;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the program {@code opa} in a directory of its own, without the server's environment, for a
 * limited time. Thread-safe.
 */
final class OpaProcess {
    private static final int MOST_OUTPUT = 32 << 20;

    private final String program;
    private final Duration deadline;

    OpaProcess(String program, Duration deadline) {
        this.program = program;
        this.deadline = deadline;
    }

    /** What came of a run. */
    record Run(int exit, String output, String errors) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    /**
     * Runs it.
     *
     * @param directory where it works, and where its output is kept
     * @throws IOException there is no such program, or it takes too long
     */
    Run run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(program);
        line.addAll(List.of(arguments));
        Path output = directory.resolve("stdout");
        Path errors = directory.resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        String path = builder.environment().getOrDefault("PATH", "");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OpaTimeoutException(
                        "opa took longer than " + deadline.toSeconds() + " seconds");
            }
            return new Run(process.exitValue(), read(output), read(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        }
    }
}
