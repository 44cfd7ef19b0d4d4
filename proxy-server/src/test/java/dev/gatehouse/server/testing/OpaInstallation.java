package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code opa}: that of the variable {@code GATEHOUSE_OPA}, of the PATH, of an earlier run,
 * or made below {@code target/opa} by {@code go install}, which takes some minutes. Where there is
 * none and no Go, tests are skipped with a line; with {@code CI=true} they fail.
 */
public final class OpaInstallation {
    private static final Path PLACE = Path.of("target", "opa").toAbsolutePath();
    private static final String MODULE = "github.com/open-policy-agent/opa@v1.22.2";
    private static final int MINUTES = 30;

    private OpaInstallation() {}

    /** Where it is. */
    public static synchronized Path path() throws IOException, InterruptedException {
        Path made = PLACE.resolve("opa");
        Optional<Path> found = given().or(OpaInstallation::onPath);
        if (found.isEmpty() && (Files.isExecutable(made) || install())) {
            found = Optional.of(made);
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("opa could be installed: %s", said()).isPresent();
        }
        assumeThat(found).as("skipped: there is no opa, and no go to make one").isPresent();
        return found.orElseThrow();
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
