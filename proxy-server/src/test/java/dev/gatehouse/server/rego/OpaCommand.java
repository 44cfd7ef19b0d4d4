package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.OpaInstallation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The real {@code opa} at work. */
final class OpaCommand {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private OpaCommand() {}

    /** A compiler that uses it. */
    static OpaCompiler compiler() throws IOException, InterruptedException {
        return new OpaCompiler(OpaInstallation.path().toString(), LONGEST, InputSchema.read());
    }

    /** What it prints; it must succeed. */
    static String run(Path directory, String... arguments)
            throws IOException, InterruptedException {
        var process = new OpaProcess(OpaInstallation.path().toString(), LONGEST);
        OpaProcess.Run run = process.run(directory, arguments);
        assertThat(run.succeeded()).as(run.output() + run.errors()).isTrue();
        return run.output();
    }
}
