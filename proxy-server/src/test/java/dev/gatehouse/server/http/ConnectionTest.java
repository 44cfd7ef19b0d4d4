package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;

import io.netty.handler.codec.http.HttpDecoderConfig;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

@ExtendWith(NoLeaks.class)
class ConnectionTest {
    @Test
    void pinsEveryLimitOfTheCodec() {
        HttpDecoderConfig config = ConnectionInitializer.codec(HttpLimits.defaults());

        assertThat(config.getMaxInitialLineLength()).isEqualTo(8194);
        assertThat(config.getMaxHeaderSize()).isEqualTo(32_770);
        assertThat(config.getMaxChunkSize()).isEqualTo(65_536);
        assertThat(config.getInitialBufferSize()).isEqualTo(256);
        assertThat(config.isChunkedSupported()).isTrue();
        assertThat(config.isAllowPartialChunks()).isTrue();
        assertThat(config.isAllowDuplicateContentLengths()).isFalse();
        assertThat(config.isUseRfc9112TransferEncoding()).isTrue();
        assertThat(config.isStrictLineParsing()).isTrue();
    }

    @Test
    void cutsAClientWhoseHeadComesTooSlowly() throws Exception {
        try (TestServer server = quick(s -> s.with(s.timeouts().withHead(Duration.ofMillis(150))));
                RawClient begun = server.client();
                RawClient silent = server.client()) {
            begun.send("GET /a HTTP/1.1\r\nHost: loc");

            assertThat(begun.answer().status()).isEqualTo(408);
            assertThat(begun.isEnded()).isTrue();
            assertThat(silent.isEnded()).isTrue();
            assertThat(server.handled()).isEmpty();
        }
    }

    @Test
    void aTrickleDoesNotProlongTheTimeForAHead() throws Exception {
        try (TestServer server = quick(s -> s.with(s.timeouts().withHead(Duration.ofMillis(150))));
                RawClient client = server.client()) {
            Thread trickle = Thread.ofVirtual().unstarted(() -> trickle(client));
            trickle.start();

            assertThat(client.answer().status()).isEqualTo(408);
            client.socket().close();
            trickle.join();
        }
    }

    private static void trickle(RawClient client) {
        try {
            client.send("GET /a HTTP/1.1\r\nX: ");
            while (true) {
                client.send("y");
                Thread.sleep(10);
            }
        } catch (IOException | InterruptedException e) {
            // The server has cut it, as it should.
        }
    }

    @Test
    void closesAConnectionThatIsIdle() throws Exception {
        try (TestServer server = quick(s -> s.with(s.timeouts().withIdle(Duration.ofMillis(150))));
                RawClient client = server.client()) {
            assertThat(client.get("/a").status()).isEqualTo(200);

            assertThat(client.isEnded()).isTrue();
        }
    }

    private static TestServer quick(java.util.function.UnaryOperator<HttpSettings> change)
            throws IOException, InterruptedException {
        return TestServer.with(change, TestServer::echo, ReadyAnswers.NONE);
    }

    @Test
    void answers503WhenTooMuchIsInFlightAndHealthAllTheSame() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Handler handler =
                request -> {
                    if (request.head().target().segments().contains("wait")) {
                        begun.release();
                        mayEnd.await();
                    }
                    return TestServer.echo(request);
                };
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.limits().withInFlight(2)),
                                handler,
                                ReadyAnswers.NONE);
                RawClient first = server.client();
                RawClient second = server.client();
                RawClient third = server.client()) {
            first.send(RawClient.request("GET", "/wait/1"));
            second.send(RawClient.request("GET", "/wait/2"));
            begun.acquire(2);

            RawClient.Answer full = third.get("/a");
            RawClient.Answer health = third.get("/-/health/live");
            RawClient.Answer metrics = third.get("/-/metrics");
            mayEnd.countDown();

            assertThat(full.status()).isEqualTo(503);
            assertThat(full.field("retry-after")).isEqualTo("1");
            assertThat(health.status()).isEqualTo(200);
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
            server.settle();
            assertThat(third.get("/b").status()).isEqualTo(200);
        }
    }

    @Test
    void theLongestIdleConnectionMakesRoomForANewOne() throws Exception {
        try (TestServer server = quick(s -> s.with(s.limits().withConnections(2)));
                RawClient oldest = server.client()) {
            oldest.get("/a");
            server.settle();
            try (RawClient newer = server.client()) {
                newer.get("/b");
                server.settle();
                try (RawClient newest = server.client()) {
                    assertThat(newest.get("/c").status()).isEqualTo(200);
                    assertThat(oldest.isEnded()).isTrue();
                    assertThat(newer.get("/d").status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aConnectionForWhichThereIsNoRoomIsToldSo() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Handler handler =
                request -> {
                    begun.release();
                    mayEnd.await();
                    return TestServer.echo(request);
                };
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.limits().withConnections(1)),
                                handler,
                                ReadyAnswers.NONE);
                RawClient busy = server.client()) {
            busy.send(RawClient.request("GET", "/busy"));
            begun.acquire();
            try (RawClient extra = server.client()) {
                RawClient.Answer answer = extra.answer();

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.field("retry-after")).isEqualTo("1");
            }
            mayEnd.countDown();
            assertThat(busy.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void closingLetsRequestsInFlightEndAndAcceptsNoOthers() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Handler handler =
                request -> {
                    begun.release();
                    mayEnd.await();
                    return TestServer.echo(request);
                };
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.timeouts().withDrain(Duration.ofSeconds(20))),
                                handler,
                                ReadyAnswers.NONE);
                RawClient busy = server.client();
                RawClient idle = server.client()) {
            int port = server.server().port();
            busy.send(RawClient.request("GET", "/busy"));
            begun.acquire();
            Thread closing = Thread.startVirtualThread(server::close);
            assertThat(idle.isEnded()).isTrue();
            mayEnd.countDown();
            RawClient.Answer answer = busy.answer();
            busy.socket().close();
            closing.join();

            assertThat(answer.text()).isEqualTo("GET [busy]");
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(server.server().connections()).isZero();
            Assertions.assertThatThrownBy(() -> new RawClient(port))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closingCutsWhatDoesNotEndInTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Semaphore begun = new Semaphore(0);
        Handler handler =
                request -> {
                    begun.release();
                    never.await();
                    return TestServer.echo(request);
                };
        TestServer server = TestServer.of(handler);
        try (RawClient stuck = server.client()) {
            stuck.send(RawClient.request("GET", "/stuck"));
            begun.acquire();
            server.close();

            assertThat(stuck.isEnded()).isTrue();
        } finally {
            never.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void losesNoConnectionThatIsResetAfterHalfAClose(Transport way) throws Exception {
        try (TestServer server = TestServer.by(way, TestServer::echo)) {
            for (int i = 0; i < 300; i++) {
                try (RawClient client = server.client()) {
                    client.send(i % 2 == 0 ? "GET /half" : RawClient.request("GET", "/a"));
                    client.socket().shutdownOutput();
                    client.socket().setSoLinger(true, 0);
                }
            }
            List<String> last = new ArrayList<>();
            try (RawClient client = server.client()) {
                last.add(client.get("/last").text());
            }
            long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (server.server().connections() > 0 && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }

            assertThat(last).containsExactly("GET [last]");
            assertThat(server.server().connections()).isZero();
        }
    }

    @Test
    void refusesToStartWhereSomebodyListens() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo)) {
            HttpSettings taken =
                    HttpSettings.at(
                            new java.net.InetSocketAddress(
                                    java.net.InetAddress.getLoopbackAddress(),
                                    server.server().port()));
            HttpServer second =
                    new HttpServer(
                            taken,
                            request -> Response.text(200, "x"),
                            ReadyAnswers.NONE,
                            HttpMetrics.NONE,
                            java.time.InstantSource.system());

            Assertions.assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen");
        }
    }
}
