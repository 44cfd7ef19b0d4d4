package dev.gatehouse.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

class RequestFiltersTest {
    private static final Handler LENGTH =
            request -> Response.text(200, "" + request.body().open().readAllBytes().length);

    private static Request request(Method method, String type, byte[] bytes) {
        RequestHead head =
                new RequestHead(
                        method,
                        new Target(List.of("a"), false, Map.of(), "/a"),
                        Headers.of("content-type", type),
                        URI.create("http://localhost/"),
                        "127.0.0.1");
        RequestBody body =
                new RequestBody() {
                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(bytes);
                    }

                    @Override
                    public OptionalLong length() {
                        return OptionalLong.of(bytes.length);
                    }
                };
        return new Request(head, body, Principal.ANONYMOUS);
    }

    private static Response json(byte[] bytes) throws IOException, InterruptedException {
        return new Utf8JsonFilter().apply(request(Method.PUT, "application/json", bytes), LENGTH);
    }

    @Test
    void passesJsonInUtf8() throws Exception {
        byte[] bytes =
                "{\"a\":\"\u00e9 \u20ac \ud83d\ude00 \ud7ff \ue000\"}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(json(bytes).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void refusesJsonInAnotherEncoding(String charset) {
        byte[] bytes = "{\"a\":1}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> json(bytes)).isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0af",
                "c1bf",
                "e080af",
                "eda080",
                "f0808080",
                "f4908080",
                "f5808080",
                "ff",
                "c3",
                "e282",
                "f09f98",
                "c328",
                "00"
            })
    void refusesJsonWithBytesThatAreNotUtf8(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex("22" + hex);

        assertThatThrownBy(() -> json(bytes)).isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=utf-16",
                "application/json;charset=\"iso-8859-1\"",
                "Application/Problem+JSON; charset=latin1",
            })
    void refusesAnotherDeclaredEncoding(String type) {
        Request request = request(Method.PUT, type, new byte[0]);

        assertThatThrownBy(() -> new Utf8JsonFilter().apply(request, LENGTH))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void leavesBodiesThatAreNotJson() throws Exception {
        Request binary = request(Method.PUT, "application/octet-stream", new byte[] {0, -1});

        assertThat(new Utf8JsonFilter().apply(binary, LENGTH).status()).isEqualTo(200);
    }

    @Test
    void endsAReadThatTakesTooLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Handler stuck =
                request -> {
                    never.await();
                    return Response.text(200, "late");
                };
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            DeadlineFilter filter = new DeadlineFilter(Duration.ofMillis(50), timer);
            Request read = request(Method.GET, "text/plain", new byte[0]);

            assertThatThrownBy(() -> filter.apply(read, stuck))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void neverInterruptsAWrite() throws Exception {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            DeadlineFilter filter = new DeadlineFilter(Duration.ZERO, timer);
            CountDownLatch passed = new CountDownLatch(1);
            Handler slow =
                    request -> {
                        timer.execute(passed::countDown);
                        passed.await();
                        return Response.text(201, "stored");
                    };
            Request write = request(Method.PUT, "text/plain", new byte[0]);

            assertThat(filter.apply(write, slow).status()).isEqualTo(201);
        }
    }

    @Test
    void anAnswerInTimeLeavesNoInterruptBehind() throws Exception {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            DeadlineFilter filter = new DeadlineFilter(Duration.ofNanos(1), timer);
            Request read = request(Method.GET, "text/plain", new byte[0]);

            for (int i = 0; i < 2_000; i++) {
                assertThat(filter.apply(read, LENGTH).status()).isEqualTo(200);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        }
    }
}
