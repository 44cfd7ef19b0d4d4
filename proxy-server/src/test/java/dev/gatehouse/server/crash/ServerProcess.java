package dev.gatehouse.server.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One life of a {@link CrashServer}, which ends with SIGKILL. Thread-safe. */
final class ServerProcess implements AutoCloseable {
    static final String TOKEN = "the-token-of-the-crash-test";

    private static final int MOST_LINES = 200;
    private static final int SECONDS_TO_START = 120;
    private static final int SECONDS_TO_DIE = 60;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(Path config) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(PackagedServer.command());
        command.addAll(List.of(config.toString(), TOKEN));
        var server =
                new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread.ofVirtual().name("what-the-server-says").start(server::listen);
        return server;
    }

    /** Where it serves, as soon as it does. */
    URI url() throws IOException, InterruptedException {
        try {
            int number = port.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return URI.create("http://127.0.0.1:" + number + "/main/npm/");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server did not start; it said " + said(), e);
        }
    }

    /** Its last words: nothing but warnings and errors. */
    String said() {
        return String.join("\n", said);
    }

    /** Kills it as the system would, and waits until it is dead. */
    @Override
    public void close() {
        // Not by Process, which would close the stream that is still read.
        process.toHandle().destroyForcibly();
        var _ = process.onExit().orTimeout(SECONDS_TO_DIE, TimeUnit.SECONDS).join();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        port.completeExceptionally(new IOException("the server has ended"));
    }

    private void hear(String line) {
        if (line.startsWith(CrashServer.READY)) {
            port.complete(Integer.valueOf(line.substring(CrashServer.READY.length())));
            return;
        }
        said.add(line);
        if (said.size() > MOST_LINES) {
            said.remove();
        }
    }
}
