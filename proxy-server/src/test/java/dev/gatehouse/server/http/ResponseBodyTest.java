package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.GrowingContent;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.filter.ConditionalFilter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ExtendWith(NoLeaks.class)
class ResponseBodyTest {
    @TempDir private Path directory;

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file-" + bytes.length), bytes);
    }

    private static Handler sending(Body body) {
        return request -> Response.of(200, Headers.of("etag", "\"e\""), body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 300_000, 5_000_000})
    void sendsFilesOfAnySize(int size) throws Exception {
        byte[] bytes = noise(size);
        Path file = file(bytes);
        try (TestServer server = TestServer.of(sending(new Body.FileRange(file, 0, size)));
                RawClient client = server.client()) {
            assertThat(client.get("/a").body()).isEqualTo(bytes);
            assertThat(client.get("/b").body()).isEqualTo(bytes);
            assertThat(server.settle().server().files().leased()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void sendsOneOpenFileToManyClientsAtOnce(Transport way) throws Exception {
        byte[] bytes = noise(3_000_000);
        Path file = file(bytes);
        Handler handler =
                new ConditionalFilter().before(sending(new Body.FileRange(file, 0, 3_000_000)));
        try (TestServer server = TestServer.by(way, handler);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int from = i * 1000;
                results.add(clients.submit(() -> isRange(server, bytes, from)));
            }

            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
            assertThat(server.server().files().open()).isEqualTo(1);
            assertThat(server.settle().server().files().leased()).isZero();
        }
    }

    private static Boolean isRange(TestServer server, byte[] bytes, int from) throws IOException {
        try (RawClient client = server.client()) {
            boolean same = true;
            for (int round = 0; round < 4; round++) {
                byte[] part = client.get("/a", "Range: bytes=" + from + "-").body();
                same &= Arrays.equals(part, Arrays.copyOfRange(bytes, from, bytes.length));
            }
            return same;
        }
    }

    @Test
    void aClientThatLeavesDoesNotCloseTheFileForOthers() throws Exception {
        byte[] bytes = noise(20_000_000);
        Path file = file(bytes);
        try (TestServer server = TestServer.of(sending(new Body.FileRange(file, 0, bytes.length)));
                RawClient staying = server.client()) {
            staying.send(RawClient.request("GET", "/stay"));
            for (int i = 0; i < 20; i++) {
                try (RawClient leaving = server.client()) {
                    leaving.send(RawClient.request("GET", "/leave"));
                    leaving.head();
                    leaving.socket().setSoLinger(true, 0);
                }
            }

            assertThat(staying.answer().body()).isEqualTo(bytes);
            assertThat(staying.get("/again").body()).isEqualTo(bytes);
        }
    }

    @Test
    void sendsTheFileThatIsUnderTheNameNow() throws Exception {
        Path file = file(noise(100_000));
        byte[] repaired = noise(100_001);
        try (TestServer server = TestServer.of(sending(new Body.FileRange(file, 0, 100_000)));
                RawClient client = server.client()) {
            client.get("/a");
            Path other = Files.write(directory.resolve("repaired"), repaired);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

            assertThat(client.get("/b").body()).isEqualTo(Arrays.copyOf(repaired, 100_000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void answers500WhenAFileIsMissingOrShort(int length) throws Exception {
        Path gone = directory.resolve("gone");
        Path cut = file(noise(5));
        Handler handler =
                request ->
                        Response.of(
                                200,
                                Headers.none(),
                                new Body.FileRange(
                                        request.head().target().segments().contains("gone")
                                                ? gone
                                                : cut,
                                        0,
                                        length));
        try (TestServer server = TestServer.of(handler);
                RawClient client = server.client()) {
            assertThat(client.get("/gone").status()).isEqualTo(500);
            assertThat(client.get("/cut").status()).isEqualTo(500);
        }
    }

    @Test
    void sendsManySmallAndLargeBuffersInOrder() throws Exception {
        byte[] bytes = noise(1_000_000);
        List<ByteBuffer> segments = new ArrayList<>();
        int at = 0;
        for (int size = 1; at < bytes.length; size = size * 3 % 150_001) {
            int count = Math.min(size, bytes.length - at);
            segments.add(ByteBuffer.wrap(bytes, at, count).slice());
            at += count;
        }
        try (TestServer server = TestServer.of(sending(new Body.Memory(segments)));
                RawClient client = server.client()) {
            assertThat(client.get("/a").body()).isEqualTo(bytes);
            assertThat(client.get("/b").body()).isEqualTo(bytes);
        }
    }

    /** Grows by one step for each time that a reader waits. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Steps(Path file, byte[] bytes, int step, int failAt) implements GrowingContent {
        @Override
        public FileChannel open() throws IOException {
            return FileChannel.open(file, StandardOpenOption.READ);
        }

        @Override
        public long await(long position) throws IOException {
            int next = Math.min(bytes.length, (int) position + step);
            if (next >= failAt) {
                throw new IOException("the digest is wrong");
            }
            Files.write(file, Arrays.copyOf(bytes, next));
            return next;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 200_000})
    void sendsContentThatGrows(long length) throws Exception {
        byte[] bytes = noise(200_000);
        Steps steps = new Steps(directory.resolve("draft"), bytes, 7_001, Integer.MAX_VALUE);
        try (TestServer server = TestServer.of(sending(new Body.Growing(steps, 0, length)));
                RawClient client = server.client()) {
            RawClient.Answer answer = client.get("/a");

            assertThat(answer.body()).isEqualTo(bytes);
            assertThat(answer.fields().containsKey("content-length")).isEqualTo(length > 0);
            assertThat(client.get("/b").body()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 200_000})
    void resetsTheConnectionWhenGrowingContentFails(long length) throws Exception {
        byte[] bytes = noise(200_000);
        Steps steps = new Steps(directory.resolve("draft"), bytes, 7_001, 200_000);
        try (TestServer server = TestServer.of(sending(new Body.Growing(steps, 0, length)));
                RawClient client = server.client()) {
            client.send(RawClient.request("GET", "/a"));
            RawClient.Answer head = client.head();

            assertThat(head.status()).isEqualTo(200);
            assertThatThrownBy(() -> client.socket().getInputStream().readAllBytes())
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void answers502WhenGrowingContentFailsBeforeItsFirstByte() throws Exception {
        Steps steps = new Steps(directory.resolve("draft"), noise(10), 5, 1);
        try (TestServer server = TestServer.of(sending(new Body.Growing(steps, 0, 10)));
                RawClient client = server.client()) {
            assertThat(client.get("/a").status()).isEqualTo(502);
            assertThat(client.get("/b").status()).isEqualTo(502);
        }
    }

    @Test
    void aSlowReaderIsGivenUpAndOthersDoNotNotice() throws Exception {
        byte[] bytes = noise(30_000_000);
        Path file = file(bytes);
        Handler handler =
                request ->
                        switch (request.head().target().segments().getFirst()) {
                            case "file" ->
                                    Response.of(
                                            200,
                                            Headers.none(),
                                            new Body.FileRange(file, 0, bytes.length));
                            case "memory" -> Response.of(200, Headers.none(), Body.of(bytes));
                            default -> Response.text(200, "quick");
                        };
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.timeouts().withReader(Duration.ofMillis(200))),
                                handler,
                                ReadyAnswers.NONE);
                RawClient slowFile = server.client();
                RawClient slowMemory = server.client();
                RawClient quick = server.client()) {
            slowFile.send(RawClient.request("GET", "/file"));
            slowMemory.send(RawClient.request("GET", "/memory"));
            slowFile.head();
            slowMemory.head();
            while (server.server().inFlight() > 0) {
                assertThat(quick.get("/quick").text()).isEqualTo("quick");
            }

            assertThatThrownBy(() -> slowFile.exactly(bytes.length))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> slowMemory.exactly(bytes.length))
                    .isInstanceOf(IOException.class);
            assertThat(server.settle().server().files().leased()).isZero();
        }
    }
}
