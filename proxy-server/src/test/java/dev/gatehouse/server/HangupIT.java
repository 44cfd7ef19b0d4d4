package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The real command as a process of its own, told to reload by a signal. */
class HangupIT {
    private static final String GOOD =
            "{server: {listen: '127.0.0.1:0'}, repositories: {%s: {npm: {}}}}\n";

    @TempDir private Path directory = Path.of("");

    @Test
    void aHangupReloadsAndAWrongFileLeavesTheServerAsItWas() throws Exception {
        Path config = Files.writeString(directory.resolve("gatehouse.yaml"), GOOD.formatted("one"));
        Process server = serve(config);
        CompletableFuture.delayedExecutor(120, SECONDS).execute(server::destroyForcibly);
        try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
            await(said, "Gatehouse serves at ");

            Files.writeString(config, GOOD.formatted("two"));
            hangUp(server);
            await(said, "gatehouse.yaml is in force, taken by SIGHUP");

            Files.writeString(config, "repositories: {Three: {}}\n");
            hangUp(server);
            await(said, "cannot be used, nothing is changed");
            await(said, "gatehouse.yaml:1:23: error: repositories.Three: 'Three' cannot be the");

            Files.writeString(config, GOOD.formatted("four"));
            hangUp(server);
            await(said, "gatehouse.yaml is in force, taken by SIGHUP");
        } finally {
            server.destroyForcibly().waitFor(60, SECONDS);
        }
    }

    private static Process serve(Path config) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(heeded());
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        config.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** A build under nohup ignores SIGHUP, and so would all that it starts. */
    private static List<String> heeded() throws IOException, InterruptedException {
        List<String> reset = List.of("env", "--default-signal=HUP");
        List<String> tried = new ArrayList<>(reset);
        tried.add("true");
        Process process = new ProcessBuilder(tried).redirectErrorStream(true).start();
        return process.waitFor() == 0 ? reset : List.of();
    }

    private static void hangUp(Process server) throws IOException, InterruptedException {
        List<String> kill = List.of("kill", "-HUP", Long.toString(server.pid()));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    /** Reads on until a line has that text; the end of what it says is a failure. */
    private static void await(BufferedReader said, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains(text)) {
                return;
            }
            heard.append(line).append('\n');
        }
        throw new AssertionError("expected '" + text + "' after\n" + heard);
    }
}
