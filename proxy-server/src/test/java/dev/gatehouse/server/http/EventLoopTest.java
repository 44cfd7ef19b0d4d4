package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Watches with the JDK's flight recorder that event loops never wait and touch no file. */
@ExtendWith(NoLeaks.class)
class EventLoopTest {
    private static final Set<String> BLOCKING =
            Set.of(
                    "jdk.FileRead",
                    "jdk.FileWrite",
                    "jdk.FileForce",
                    "jdk.SocketRead",
                    "jdk.ThreadSleep",
                    "jdk.ThreadPark",
                    "jdk.JavaMonitorWait");

    @TempDir private Path directory;

    private interface Load {
        void run() throws Exception;
    }

    private List<String> blockedLoops(Load load) throws Exception {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            BLOCKING.forEach(
                    event -> recording.enable(event).withThreshold(Duration.ZERO).withStackTrace());
            recording.start();
            load.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(EventLoopTest::isOnLoop)
                .filter(event -> !isShortLock(event) && !isClassLoading(event))
                .map(RecordedEvent::toString)
                .toList();
    }

    private static boolean isOnLoop(RecordedEvent event) {
        return event.getThread() != null
                && event.getThread().getJavaName() != null
                && event.getThread().getJavaName().matches("http(-accept)?-\\d+-\\d+");
    }

    private static boolean isClassLoading(RecordedEvent event) {
        return event.hasField("path")
                && event.getString("path") != null
                && event.getString("path").matches(".*\\.(jar|class)|.*/modules");
    }

    // Locks over a few words of memory are allowed; waiting for what others do is not.
    private static boolean isShortLock(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        return stack != null
                && stack.getFrames().stream()
                        .anyMatch(
                                frame ->
                                        frame.getMethod()
                                                        .getType()
                                                        .getName()
                                                        .contains("ReentrantLock")
                                                && frame.getMethod().getName().equals("lock"));
    }

    @Test
    void neverBlock() throws Exception {
        byte[] large = new byte[500_000];
        Path file = Files.write(directory.resolve("large"), large);
        Path small = Files.write(directory.resolve("small"), new byte[5_000]);
        Handler handler =
                request -> {
                    assertThat(Thread.currentThread().isVirtual()).isTrue();
                    long sent = request.body().open().readAllBytes().length;
                    return switch (request.head().target().segments().getFirst()) {
                        case "large" ->
                                Response.of(
                                        200, Headers.none(), new Body.FileRange(file, 0, 500_000));
                        case "small" ->
                                Response.of(
                                        200, Headers.none(), new Body.FileRange(small, 0, 5_000));
                        default -> Response.text(200, "" + sent);
                    };
                };

        try (TestServer server = TestServer.of(handler);
                RawClient client = server.client()) {
            List<String> blocked =
                    blockedLoops(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    client.get("/large");
                                    client.get("/small");
                                    client.send(
                                            RawClient.request(
                                                    "PUT", "/upload", "Content-Length: 500000"));
                                    client.send(large);
                                    assertThat(client.answer().text()).isEqualTo("500000");
                                }
                            });

            assertThat(blocked).isEmpty();
        }
    }

    @Test
    void areSeenWhenTheyDo() throws Exception {
        Path small = Files.write(directory.resolve("small"), new byte[5_000]);
        ReadyAnswers blocking =
                head -> {
                    try {
                        return Optional.of(
                                Response.text(200, "" + Files.readAllBytes(small).length));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };

        try (TestServer server = TestServer.with(s -> s, TestServer::echo, blocking);
                RawClient client = server.client()) {
            List<String> blocked =
                    blockedLoops(() -> assertThat(client.get("/a").text()).isEqualTo("5000"));

            assertThat(blocked).isNotEmpty();
        }
    }
}
