package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real client with a home, a cache and a configuration of its own, so that nothing of the
 * machine's is read or changed.
 */
public final class ClientTool {
    private static final Duration USUAL = Duration.ofMinutes(3);

    private final Path home;
    private final List<String> command;
    private final List<String> forgotten = new ArrayList<>(List.of("npm_"));
    private final Map<String, String> variables = new HashMap<>();
    private Duration limit = USUAL;

    /** What came of a run; {@code output}: both streams, as they came. */
    public record Run(int exit, String output) {
        public Run succeeds() {
            assertThat(exit).as(output).isZero();
            return this;
        }

        public Run fails() {
            assertThat(exit).as(output).isNotZero();
            return this;
        }
    }

    private ClientTool(Path home, List<String> command) {
        this.home = home;
        this.command = List.copyOf(command);
    }

    /** A client that is started by this command. */
    public static ClientTool of(Path home, String... command) throws IOException {
        Files.createDirectories(home);
        return new ClientTool(home, List.of(command));
    }

    /** npm; without it the test is skipped with a line, with {@code CI=true} it fails. */
    public static ClientTool npm(Path home) throws IOException, InterruptedException {
        ClientTool npm = of(home, "npm");
        boolean there;
        try {
            there = npm.run(home, "--version").exit() == 0;
        } catch (IOException missing) {
            there = false;
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("npm is on the PATH").isTrue();
        }
        assumeThat(there).as("skipped: there is no npm on the PATH").isTrue();
        return npm;
    }

    /** With this variable in its environment. */
    public ClientTool with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Without the machine's variables that begin so, in whatever case. */
    public ClientTool without(String beginning) {
        forgotten.add(beginning);
        return this;
    }

    /** With as long to run as this. */
    public ClientTool within(Duration longest) {
        limit = longest;
        return this;
    }

    /** Points it at a repository of a gate, with or without a token. */
    public ClientTool uses(RunningGate gate, String repository, String token) throws IOException {
        String registry = gate.registry(repository).toString();
        String credential =
                token.isEmpty()
                        ? ""
                        : registry.substring(registry.indexOf("//"))
                                + ":_authToken="
                                + token
                                + "\n";
        Files.writeString(
                home.resolve(".npmrc"),
                """
                registry=%s
                fetch-retries=0
                update-notifier=false
                fund=false
                audit=false
                %s\
                """
                        .formatted(registry, credential));
        return this;
    }

    /** Forgets what the client has cached. */
    public void forgetCache() throws IOException, InterruptedException {
        Path cache = home.resolve("cache-" + System.nanoTime());
        Files.writeString(home.resolve("cache"), cache.toString());
    }

    /** Runs it in a directory. */
    public Run run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "run", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        environment(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(line + " took longer than " + limit);
        }
        return new Run(process.exitValue(), line + "\n" + Files.readString(output));
    }

    private void environment(Map<String, String> environment) throws IOException {
        environment
                .keySet()
                .removeIf(
                        k ->
                                forgotten.stream()
                                        .anyMatch(f -> k.regionMatches(true, 0, f, 0, f.length())));
        Path cache = home.resolve("cache");
        environment.put("HOME", home.toString());
        environment.put("XDG_CACHE_HOME", home.resolve("xdg-cache").toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("xdg-config").toString());
        environment.put("NPM_CONFIG_USERCONFIG", home.resolve(".npmrc").toString());
        environment.put("NPM_CONFIG_GLOBALCONFIG", home.resolve("no-npmrc").toString());
        environment.put(
                "NPM_CONFIG_CACHE",
                Files.exists(cache) ? Files.readString(cache) : home.resolve("first").toString());
        environment.putAll(variables);
    }
}
