package dev.gatehouse.server.cli;

import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.server.api.ApiWorld;
import dev.gatehouse.server.http.HttpMetrics;
import dev.gatehouse.server.http.HttpServer;
import dev.gatehouse.server.http.HttpSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;

/** A server on loopback, and a desk at which commands are run against it. */
abstract class ServerDesk {
    @TempDir Path directory = Path.of("");
    ApiWorld world = new ApiWorld(directory);
    HttpServer server = server();
    Desk desk = new Desk(directory);

    ServerDesk() throws IOException {}

    @BeforeEach
    void start() throws IOException, InterruptedException {
        world = new ApiWorld(directory.resolve("blobs"));
        server = server();
        server.start();
        desk = new Desk(directory);
        desk.write(
                "gatehouse.yaml",
                "server: {listen: \"127.0.0.1:%d\"}\nrepositories: {main: {npm: {}}}\n"
                        .formatted(server.port()));
        desk.environment.put("GATEHOUSE_TOKEN", world.admin());
    }

    private HttpServer server() {
        return new HttpServer(
                HttpSettings.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                world.secured(),
                ReadyAnswers.NONE,
                HttpMetrics.NONE,
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
