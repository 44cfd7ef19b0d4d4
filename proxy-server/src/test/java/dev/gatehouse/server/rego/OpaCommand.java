package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code opa}: that of the variable {@code GATEHOUSE_OPA}, of the PATH, of an earlier run,
 * or made below {@code target/opa} by {@code go install}, which takes some minutes. Where there is
 * none and no Go, tests are skipped with a line; with {@code CI=true} they fail.
 */
final class OpaCommand {
    private static final Path PLACE = Path.of("target", "opa").toAbsolutePath();
    private static final String MODULE = "github.com/open-policy-agent/opa@v1.22.2";
    private static final int MINUTES = 30;

    private OpaCommand() {}

    /** Its path. */
    static synchronized Path path() throws IOException, InterruptedException {
        Path made = PLACE.resolve("opa");
        Optional<Path> found = given().or(OpaCommand::onPath);
        if (found.isEmpty() && (Files.isExecutable(made) || install())) {
            found = Optional.of(made);
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("opa could be installed: %s", said()).isPresent();
        }
        assumeThat(found).as("skipped: there is no opa, and no go to make one").isPresent();
        return found.orElseThrow();
    }

    /** A compiler that uses it. */
    static OpaCompiler compiler() throws IOException, InterruptedException {
        return new OpaCompiler(path().toString(), Duration.ofMinutes(2), InputSchema.read());
    }

    /** What it prints; it must succeed. */
    static String run(Path directory, String... arguments)
            throws IOException, InterruptedException {
        var process = new OpaProcess(path().toString(), Duration.ofMinutes(2));
        OpaProcess.Run run = process.run(directory, arguments);
        assertThat(run.succeeded()).as(run.output() + run.errors()).isTrue();
        return run.output();
    }

    private static Optional<Path> given() {
        return Optional.ofNullable(System.getenv("GATEHOUSE_OPA"))
                .map(Path::of)
                .filter(Files::isExecutable);
    }

    private static Optional<Path> onPath() {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .filter(d -> !d.isEmpty())
                .map(d -> Path.of(d, "opa"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean install() throws IOException, InterruptedException {
        Files.createDirectories(PLACE);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder("go", "install", "-ldflags=-s -w", MODULE)
                            .directory(PLACE.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(PLACE.resolve("install.log").toFile());
            builder.environment().putAll(Map.of("GOBIN", PLACE.toString(), "GOFLAGS", "-mod=mod"));
            Process process = builder.start();
            process.getOutputStream().close();
            if (process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException noGo) {
            return false;
        }
    }

    private static String said() throws IOException {
        Path log = PLACE.resolve("install.log");
        return Files.exists(log) ? Files.readString(log) : "there is no go";
    }
}
