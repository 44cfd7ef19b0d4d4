package dev.gatehouse.config.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs programs with a deadline. Their output goes through a file: a read from a pipe would wait
 * for children that outlive the program.
 *
 * @param deadline after it the program is killed
 */
public record LocalProcessRunner(Duration deadline) implements ProcessRunner {
    private static final int MOST_BYTES = 64 << 10;

    @Override
    public Optional<String> run(
            List<String> command, Path directory, Map<String, String> environment)
            throws InterruptedException {
        try {
            Path output = Files.createTempFile("gatehouse", ".out");
            try {
                return run(start(command, directory, environment, output), output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Process start(
            List<String> command, Path directory, Map<String, String> environment, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(directory.toFile());
        builder.redirectOutput(output.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Optional<String> run(Process process, Path output)
            throws IOException, InterruptedException {
        try {
            boolean ended = process.waitFor(deadline);
            if (!ended || process.exitValue() != 0 || Files.size(output) > MOST_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(output, StandardCharsets.UTF_8).strip());
        } finally {
            process.destroyForcibly();
        }
    }
}
