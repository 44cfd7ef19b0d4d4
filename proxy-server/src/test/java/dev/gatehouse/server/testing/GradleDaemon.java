package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Gradle of this machine, and the daemon in which it builds, as it does for everybody: a JVM
 * for each build would take most of the time. The daemon is of this directory alone and ends with
 * it.
 *
 * @param javaHome a JDK on which this Gradle runs; empty: that of the PATH
 */
public record GradleDaemon(Path directory, String javaHome) {
    private static final Pattern LOG = Pattern.compile("daemon-(\\d+)\\.out\\.log");

    /** Without Gradle the tests are skipped with a line; with {@code CI=true} they fail. */
    public static GradleDaemon of(Path directory) throws IOException, InterruptedException {
        Optional<GradleDaemon> found = Optional.empty();
        for (String java : javaHomes()) {
            GradleDaemon daemon = new GradleDaemon(directory, java);
            if (found.isEmpty() && daemon.runs()) {
                found = Optional.of(daemon);
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("a Gradle on the PATH and a JDK on which it runs").isPresent();
        }
        assumeThat(found).as("skipped: no gradle on the PATH, or no JDK for it").isPresent();
        return found.orElseThrow();
    }

    /** Old versions of Gradle do not run on a new JDK, which may be the first on the PATH. */
    private static List<String> javaHomes() throws IOException {
        List<String> homes = new ArrayList<>(List.of(""));
        Optional.ofNullable(System.getenv("JAVA_HOME")).ifPresent(homes::add);
        try (Stream<Path> others = Files.list(Path.of("/usr/lib/jvm"))) {
            others.map(Path::toString).sorted().forEach(homes::add);
        } catch (NoSuchFileException elsewhere) {
            return homes;
        }
        return homes;
    }

    private boolean runs() throws InterruptedException {
        try {
            ClientTool.Run run = client(directory).run(directory, "--version");
            return run.exit() == 0 && run.output().contains("JVM:");
        } catch (IOException noGradle) {
            return false;
        }
    }

    /** The command. */
    ClientTool client(Path home) throws IOException {
        ClientTool gradle = ClientTool.of(home, "gradle").without("GRADLE_").without("JAVA_HOME");
        return javaHome.isEmpty() ? gradle : gradle.with("JAVA_HOME", javaHome);
    }

    /** The option that makes it build in this daemon. */
    String registry() {
        return "-Dorg.gradle.daemon.registry.base=" + directory;
    }

    /** Ends the daemon and awaits its end: it writes into the homes of builds until then. */
    public void end() throws IOException, InterruptedException {
        client(directory).run(directory, "--stop", registry()).succeeds();
        try (Stream<Path> files = Files.walk(directory, 2)) {
            for (Path file : files.toList()) {
                Matcher log = LOG.matcher(file.getFileName().toString());
                if (log.matches()) {
                    await(Long.parseLong(log.group(1)));
                }
            }
        }
    }

    private static void await(long process) throws InterruptedException {
        ProcessHandle daemon = ProcessHandle.of(process).orElse(null);
        if (daemon == null) {
            return;
        }
        try {
            daemon.onExit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the Gradle daemon " + process + " does not end", e);
        }
    }
}
