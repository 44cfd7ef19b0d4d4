package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real reverse proxy in front of a server, which it speaks HTTP/1.1 to over connections that it
 * keeps and shares. It closes a connection of a client that says nothing for some seconds.
 */
final class ReverseProxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    /** Its program, and how it is configured and started in a directory. */
    enum Kind {
        NGINX("nginx") {
            @Override
            List<String> command(Path program, Path home, int port, int server) throws IOException {
                Path file =
                        write(home, "nginx.conf", ReverseProxyFiles.NGINX.formatted(server, port));
                return List.of(program.toString(), "-p", home + "/", "-c", file.toString());
            }
        },
        HAPROXY("haproxy") {
            @Override
            List<String> command(Path program, Path home, int port, int server) throws IOException {
                Path file =
                        write(
                                home,
                                "haproxy.cfg",
                                ReverseProxyFiles.HAPROXY.formatted(port, server));
                return List.of(program.toString(), "-db", "-f", file.toString());
            }
        },
        SQUID("squid") {
            @Override
            List<String> command(Path program, Path home, int port, int server) throws IOException {
                String text = ReverseProxyFiles.SQUID.formatted(port, server, home, home, home);
                Path file = write(home, "squid.conf", text);
                // The name is that of its shared memory, which two of them must not share.
                return List.of(
                        program.toString(), "-n", "front" + port, "-N", "-f", file.toString());
            }
        },
        VARNISH("varnishd") {
            @Override
            List<String> command(Path program, Path home, int port, int server) throws IOException {
                Path file = write(home, "front.vcl", ReverseProxyFiles.VARNISH.formatted(server));
                List<String> line =
                        new ArrayList<>(List.of(program.toString(), "-F", "-j", "none"));
                line.addAll(List.of("-n", home.resolve("varnish").toString()));
                line.addAll(List.of("-a", "127.0.0.1:" + port, "-f", file.toString()));
                line.addAll(List.of("-s", "malloc,16m", "-p", "thread_pool_min=50"));
                line.addAll(List.of("-p", "timeout_idle=3", "-p", "pipe_timeout=3"));
                return line;
            }
        },
        TRAFFIC_SERVER("traffic_server") {
            @Override
            List<String> command(Path program, Path home, int port, int server) throws IOException {
                String map = "map / http://127.0.0.1:%d/\n".formatted(server);
                write(home, "etc/records.config", ReverseProxyFiles.TRAFFIC_SERVER.formatted(port));
                write(home, "etc/remap.config", map);
                write(home, "etc/storage.config", home.resolve("cache") + " 16M\n");
                write(home, "etc/ip_allow.yaml", ReverseProxyFiles.TRAFFIC_SERVER_CLIENTS);
                Path root = home.resolve("runroot.yaml");
                Files.writeString(root, ReverseProxyFiles.trafficServerDirectories(home, program));
                return List.of(program.toString(), "--run-root=" + root);
            }
        };

        private final String program;

        Kind(String program) {
            this.program = program;
        }

        abstract List<String> command(Path program, Path home, int port, int server)
                throws IOException;

        /** Where this machine has it. */
        private Optional<Path> found() {
            String path = System.getenv().getOrDefault("PATH", "");
            return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/sbin"))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        private static Path write(Path home, String name, String text) throws IOException {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        }
    }

    private final Process process;
    private final int port;

    private ReverseProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, in front of that port of loopback; without its program the test is skipped with a
     * line, with {@code CI=true} it fails.
     */
    static ReverseProxy start(Kind kind, Path home, int server)
            throws IOException, InterruptedException {
        Optional<Path> program = kind.found();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(program).as("%s is on the PATH", kind.program).isPresent();
        }
        assumeThat(program).as("skipped: there is no %s on the PATH", kind.program).isPresent();
        for (int attempt = 1; ; attempt++) {
            Path own = home.resolve(kind.program + attempt);
            Optional<ReverseProxy> proxy = attempt(kind, program.orElseThrow(), own, server);
            if (proxy.isPresent()) {
                return proxy.get();
            }
            assertThat(attempt).as(Files.readString(output(own))).isLessThan(ATTEMPTS);
        }
    }

    /** Empty where it ended by itself, perhaps because somebody else took the port before it. */
    private static Optional<ReverseProxy> attempt(Kind kind, Path program, Path home, int server)
            throws IOException, InterruptedException {
        for (String directory : List.of("etc", "var", "log", "cache")) {
            Files.createDirectories(home.resolve(directory));
        }
        try (Stream<Path> all = Files.walk(home.getParent())) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                // Some go on as a user of their own when root starts them.
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        int port = freePort();
        Process process =
                new ProcessBuilder(kind.command(program, home, port, server))
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output(home).toFile())
                        .start();
        process.getOutputStream().close();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (listens(port)) {
                return Optional.of(new ReverseProxy(process, port));
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        stop(process);
        return Optional.empty();
    }

    private static Path output(Path home) {
        return home.resolve("output.txt");
    }

    private static boolean listens(int port) throws IOException {
        try (var _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return true;
        } catch (SocketException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    RawClient client() throws IOException {
        return new RawClient(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    @Override
    public void close() {
        stop(process);
    }

    private static void stop(Process process) {
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
