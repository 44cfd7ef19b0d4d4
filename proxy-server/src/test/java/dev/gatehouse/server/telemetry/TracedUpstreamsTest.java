package dev.gatehouse.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.upstream.BrokenBodyException;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.server.upstream.UpstreamListener;
import dev.gatehouse.server.upstream.UpstreamListener.Attempted;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

class TracedUpstreamsTest {
    private static final URI URL = URI.create("https://registry.example/npm/");
    private static final SourceId ID = new SourceId("upstream");
    private static final Upstream UPSTREAM =
            new Upstream(
                    ID,
                    "public",
                    URL,
                    Trust.UNTRUSTED,
                    Mode.CACHE,
                    true,
                    Optional.empty(),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    true);

    private final KeptSpans spans = new KeptSpans();
    private final UpstreamListener listener = Tracing.beside(UpstreamListener.NONE);

    private UpstreamReply fetch(double sample, String location, UpstreamClient client)
            throws InterruptedException {
        return spans.tracing(sample)
                .around(client, new Catalogue(Map.of()))
                .fetch(UPSTREAM, UpstreamRequest.file(URI.create(location)), Optional.empty());
    }

    /** A client that sends one request and gives that reply. */
    private UpstreamClient replying(UpstreamReply reply) {
        return (upstream, request, validator) -> {
            URI url = upstream.url().resolve(request.location());
            listener.attempted(ID, new Attempted(url, OptionalInt.of(200), ""));
            return reply;
        };
    }

    private static UpstreamReply found(InputStream body) {
        return new UpstreamReply.Found(Headers.none(), URL, OptionalLong.empty(), body);
    }

    @Test
    void aSpanEndsWhenTheBodyIsClosed() throws Exception {
        UpstreamReply reply =
                fetch(1, "a.tgz", replying(found(new ByteArrayInputStream(new byte[3]))));
        assertThat(spans.ended()).isEmpty();

        byte[] body = ((UpstreamReply.Found) reply).body().readAllBytes();
        reply.close();

        assertThat(body).hasSize(3);
        assertThat(spans.only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aBodyThatBreaksFailsTheCall() throws Exception {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new BrokenBodyException("cut off");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new BrokenBodyException("cut off");
                    }
                };

        try (UpstreamReply reply = fetch(1, "a.tgz", replying(found(broken)))) {
            InputStream body = ((UpstreamReply.Found) reply).body();
            assertThatThrownBy(body::read).isInstanceOf(BrokenBodyException.class);
            assertThatThrownBy(body::readAllBytes).isInstanceOf(BrokenBodyException.class);
        }

        assertThat(spans.only().getAttributes().get(SpanWords.ERROR)).isEqualTo("broken_body");
    }

    @Test
    void neitherTheQueryNorTheUserOfAnAddressIsTold() throws Exception {
        try (var _ =
                fetch(
                        1,
                        "https://ci:s3cret@files.example:8443/a.tgz?signature=s3cret#s3cret",
                        replying(new UpstreamReply.Missing(404)))) {
            assertThat(spans.only().toString()).doesNotContain("s3cret");
            assertThat(spans.only().getAttributes().get(SpanWords.URL))
                    .isEqualTo("https://files.example:8443/a.tgz?REDACTED");
            assertThat(spans.only().getAttributes().get(SpanWords.PORT)).isEqualTo(8443);
        }
    }

    @Test
    void anAnswerThatCannotBeUsedFailsTheCallAlthoughItsStatusIsGood() throws Exception {
        try (var _ = fetch(1, "a.tgz", replying(new UpstreamReply.Broken("no length")))) {
            assertThat(spans.only().getAttributes().get(SpanWords.ERROR))
                    .isEqualTo("unusable_answer");
        }
    }

    @Test
    void aCallThatSentNothingIsNoSpan() throws Exception {
        try (var _ = fetch(1, "a.tgz", (_, _, _) -> new UpstreamReply.Broken("breaker is open"))) {
            assertThat(spans.ended()).isEmpty();
        }
    }

    @Test
    void anInterruptedCallEnds() {
        UpstreamClient interrupted =
                (_, _, _) -> {
                    throw new InterruptedException("stop");
                };

        assertThatThrownBy(() -> fetch(1, "a.tgz", interrupted))
                .isInstanceOf(InterruptedException.class);
        assertThat(spans.only().getAttributes().get(SpanWords.ERROR))
                .isEqualTo("InterruptedException");
    }

    @Test
    void whatIsNotSampledIsHandedOnAsItIs() throws Exception {
        UpstreamReply reply = found(new ByteArrayInputStream(new byte[0]));

        try (UpstreamReply handed = fetch(0, "a.tgz", replying(reply))) {
            assertThat(handed).isSameAs(reply);
        }

        assertThat(spans.ended()).isEmpty();
    }

    @Test
    void aFailedRequestIsAnEventWithItsKindAlone() throws Exception {
        UpstreamClient dead =
                (_, request, _) -> {
                    String why = "connection refused (https://registry.example:443)";
                    listener.attempted(
                            ID, new Attempted(request.location(), OptionalInt.empty(), why));
                    return new UpstreamReply.Broken(why);
                };

        try (var _ = fetch(1, "https://registry.example/a", dead)) {
            EventData event = spans.only().getEvents().getFirst();
            assertThat(event.getAttributes().get(SpanWords.ERROR)).isEqualTo("connection_refused");
            assertThat(spans.only().getAttributes().get(SpanWords.ERROR))
                    .isEqualTo("connection_refused");
        }
    }
}
