package dev.gatehouse.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.GrowingContent;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConditionalFilterTest {
    private static final String BEFORE = "Sat, 21 Nov 2026 10:00:00 GMT";
    private static final String CHANGED = "Sun, 22 Nov 2026 10:00:00 GMT";
    private static final String AFTER = "Mon, 23 Nov 2026 10:00:00 GMT";
    private static final Response FULL =
            Response.of(200, Headers.none(), memory("01234", "56789"))
                    .with("etag", "\"v1\"")
                    .with("last-modified", CHANGED)
                    .with("content-type", "application/json")
                    .with("cache-control", "max-age=60");

    private static Body memory(String... segments) {
        return new Body.Memory(
                List.of(segments).stream()
                        .map(s -> ByteBuffer.wrap(s.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    private static RequestHead asking(Method method, String... fields) {
        Headers headers = Headers.none();
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            headers = headers.plus(parts[0], parts[1]);
        }
        Target target = new Target(List.of("a"), false, Map.of(), "/a");
        return new RequestHead(
                method, target, headers, URI.create("http://localhost/"), "127.0.0.1");
    }

    private static Response judge(String... fields) {
        return ConditionalFilter.judge(asking(Method.GET, fields), FULL);
    }

    private static String text(Response response) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer segment : ((Body.Memory) response.body()).segments()) {
            byte[] part = new byte[segment.remaining()];
            segment.duplicate().get(part);
            bytes.writeBytes(part);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match: \"v1\" | 304",
                "If-None-Match: W/\"v1\" | 304",
                "If-None-Match: \"v0\", \"v1\" | 304",
                "If-None-Match: * | 304",
                "If-None-Match: \"v2\" | 200",
                "If-None-Match: v1 | 200",
                "If-None-Match: \"v1 | 200",
                "If-Modified-Since: " + CHANGED + " | 304",
                "If-Modified-Since: " + AFTER + " | 200",
                "If-Modified-Since: " + BEFORE + " | 200",
                "If-Modified-Since: yesterday | 200",
                "If-Match: \"v1\" | 200",
                "If-Match: * | 200",
                "If-Match: \"v2\" | 412",
                "If-Match: W/\"v1\" | 412",
                "If-Unmodified-Since: " + CHANGED + " | 200",
                "If-Unmodified-Since: " + BEFORE + " | 412",
                "If-Unmodified-Since: yesterday | 200",
            })
    void judgesAConditionByTheValidatorsOfTheAnswer(String field, int status) {
        assertThat(judge(field).status()).isEqualTo(status);
    }

    @Test
    void aTagOutweighsADate() {
        assertThat(judge("If-None-Match: \"v2\"", "If-Modified-Since: " + AFTER).status())
                .isEqualTo(200);
        assertThat(judge("If-Match: \"v1\"", "If-Unmodified-Since: " + BEFORE).status())
                .isEqualTo(200);
    }

    @Test
    void a304KeepsWhatACacheNeedsAndNothingElse() {
        Response known = judge("If-None-Match: \"v1\"");

        assertThat(known.body()).isEqualTo(Body.EMPTY);
        assertThat(known.headers().first("etag")).contains("\"v1\"");
        assertThat(known.headers().first("cache-control")).contains("max-age=60");
        assertThat(known.headers().has("content-type")).isFalse();
    }

    @Test
    void conditionsOfWritesAndFailuresAreNotJudgedHere() {
        RequestHead write = asking(Method.PUT, "If-None-Match: \"v1\"");
        RequestHead read = asking(Method.GET, "If-None-Match: *");

        assertThat(ConditionalFilter.judge(write, FULL)).isSameAs(FULL);
        assertThat(ConditionalFilter.judge(read, Response.text(404, "no")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0 | 0 | bytes 0-0/10",
                "bytes=2-6 | 23456 | bytes 2-6/10",
                "BYTES=4-5 | 45 | bytes 4-5/10",
                "bytes=7- | 789 | bytes 7-9/10",
                "bytes=5-999 | 56789 | bytes 5-9/10",
                "bytes=-3 | 789 | bytes 7-9/10",
                "bytes=-999 | 0123456789 | bytes 0-9/10",
            })
    void cutsOneRange(String range, String body, String contentRange) {
        Response part = judge("Range: " + range);

        assertThat(part.status()).isEqualTo(206);
        assertThat(text(part)).isEqualTo(body);
        assertThat(part.headers().first("content-range")).contains(contentRange);
        assertThat(part.headers().first("etag")).contains("\"v1\"");
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-", "bytes=10-20", "bytes=999999999999999999-", "bytes=-0"})
    void answers416BeyondTheEnd(String range) {
        Response beyond = judge("Range: " + range);

        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.headers().first("content-range")).contains("bytes */10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-1,3-4",
                "bytes=5-2",
                "bytes=-",
                "bytes=a-b",
                "bytes=1-2-3",
                "bytes 0-1",
                "items=0-1",
                "bytes=99999999999999999999-",
            })
    void answersTheWholeToWhatIsNotOneRange(String range) {
        Response whole = judge("Range: " + range);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(text(whole)).isEqualTo("0123456789");
        assertThat(whole.headers().first("accept-ranges")).contains("bytes");
    }

    @Test
    void tenThousandRangesGetTheWholeOnce() {
        String many = "bytes=0-0" + ",0-0".repeat(10_000);

        assertThat(judge("Range: " + many).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v1\" | 206",
                "\"v2\" | 200",
                "W/\"v1\" | 200",
                CHANGED + " | 206",
                AFTER + " | 200",
                BEFORE + " | 200",
                "nonsense | 200",
            })
    void ifRangeMustHoldExactly(String condition, int status) {
        assertThat(judge("Range: bytes=0-1", "If-Range: " + condition).status()).isEqualTo(status);
    }

    @Test
    void resumesForMavenUnlessTheFileChanged() {
        assertThat(judge("Range: bytes=5-", "If-Unmodified-Since: " + AFTER).status())
                .isEqualTo(206);
        assertThat(judge("Range: bytes=5-", "If-Unmodified-Since: " + BEFORE).status())
                .isEqualTo(412);
    }

    @Test
    void aHeadRequestIsNotCut() {
        Response head = ConditionalFilter.judge(asking(Method.HEAD, "Range: bytes=0-1"), FULL);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body().length()).isEqualTo(10);
    }

    @Test
    void cutsFilesByTheirOffsets() {
        Response file = FULL.with(new Body.FileRange(Path.of("blob"), 100, 50));

        Response part = ConditionalFilter.judge(asking(Method.GET, "Range: bytes=10-19"), file);

        assertThat(part.body()).isEqualTo(new Body.FileRange(Path.of("blob"), 110, 10));
    }

    @Test
    void judgesReadyAnswersToo() {
        var ready = ConditionalFilter.around(head -> Optional.of(FULL));

        assertThat(ready.find(asking(Method.GET, "If-None-Match: \"v1\"")).orElseThrow().status())
                .isEqualTo(304);
        assertThat(ConditionalFilter.around(head -> Optional.empty()).find(asking(Method.GET)))
                .isEmpty();
    }

    @Test
    void whatIsStillComingIsNotCut() {
        GrowingContent coming =
                new GrowingContent() {
                    @Override
                    public FileChannel open() throws IOException {
                        throw new IOException("nobody reads it here");
                    }

                    @Override
                    public long await(long position) throws IOException {
                        throw new IOException("nobody reads it here");
                    }
                };
        Response growing = FULL.with(new Body.Growing(coming, 0, 50));

        Response answer =
                ConditionalFilter.judge(asking(Method.GET, "Range: bytes=10-19"), growing);

        assertThat(answer).isSameAs(growing);
    }
}
