package dev.gatehouse.server.upstream;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.upstream.Attempt.Answered;
import dev.gatehouse.server.upstream.WireBody.Allowance;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Says what the answer to a request means. */
final class AnswerReader {
    // So much of a body that nobody needs is read, to keep the connection.
    private static final int DRAINED = 64 * 1024;
    private static final Set<String> DROPPED =
            Set.of(
                    "connection",
                    "keep-alive",
                    "set-cookie",
                    "set-cookie2",
                    "trailer",
                    "transfer-encoding");

    private final Lane lane;

    AnswerReader(Lane lane) {
        this.lane = lane;
    }

    /** What an answer that is no redirect to follow means. Ends its exchange unless it is found. */
    UpstreamReply read(Answered answer) {
        int status = answer.status();
        return switch (status) {
            case 200 -> found(answer);
            case 304 -> notModified(answer);
            case 404, 410 -> missing(answer);
            default -> {
                drain(answer);
                yield status >= 500
                        ? new UpstreamReply.Broken("status " + status)
                        : new UpstreamReply.Refused(status, "status " + status);
            }
        };
    }

    private UpstreamReply notModified(Answered answer) {
        drain(answer);
        return answer.exchange().hop().validator().isPresent()
                ? new UpstreamReply.NotModified(headers(answer.response()))
                : new UpstreamReply.Refused(304, "status 304 to a request without condition");
    }

    /** Half an answer says nothing, not even that something is missing. */
    private UpstreamReply missing(Answered answer) {
        return drain(answer)
                ? new UpstreamReply.Missing(answer.status())
                : new UpstreamReply.Broken("status " + answer.status() + " with a broken body");
    }

    private UpstreamReply found(Answered answer) {
        HttpEntity entity = answer.response().getEntity();
        if (entity == null || answer.exchange().hop().request().method() == Method.HEAD) {
            answer.exchange().close();
            return new UpstreamReply.Found(
                    headers(answer.response()),
                    answer.exchange().hop().url().uri(),
                    OptionalLong.empty(),
                    InputStream.nullInputStream());
        }
        try {
            return found(answer, entity);
        } catch (IOException e) {
            answer.exchange().close();
            return new UpstreamReply.Broken(String.valueOf(e.getMessage()));
        }
    }

    private UpstreamReply found(Answered answer, HttpEntity entity) throws IOException {
        Hop hop = answer.exchange().hop();
        long limit = lane.settings().limits().bytes(hop.request().purpose());
        long declared = entity.getContentLength();
        if (declared > limit) {
            throw new IOException("a body of " + declared + " bytes: at most " + limit);
        }
        if (declared < 0 && !entity.isChunked()) {
            throw new IOException("an answer without length: whether it is whole cannot be known");
        }
        var body = body(answer, entity, limit);
        Headers headers = headers(answer.response());
        ContentCoding.Decoded decoded = ContentCoding.of(headers, hop).decode(body, limit);
        return new UpstreamReply.Found(
                decoded.changed()
                        ? headers.without("content-encoding").without("content-length")
                        : headers,
                hop.url().uri(),
                decoded.changed() || declared < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(declared),
                decoded.body());
    }

    private WireBody body(Answered answer, HttpEntity entity, long limit) throws IOException {
        Hop hop = answer.exchange().hop();
        Purpose purpose = hop.request().purpose();
        long window = lane.settings().limits().rateWindow(purpose).toNanos();
        return new WireBody(
                entity.getContent(),
                answer.exchange(),
                new Allowance(limit, window, hop.budget().wholeBy()));
    }

    /** Reads what is left if it is little; whether it was well-formed as far as it was read. */
    boolean drain(Answered answer) {
        HttpEntity entity = answer.response().getEntity();
        try (var exchange = answer.exchange()) {
            if (entity == null) {
                exchange.complete();
                return true;
            }
            long whole =
                    lane.around().nanoTime().getAsLong()
                            + lane.settings().limits().rateWindow(Purpose.INDEX).toNanos();
            long window = lane.settings().limits().rateWindow(Purpose.INDEX).toNanos();
            var body =
                    new WireBody(
                            entity.getContent(),
                            exchange,
                            new Allowance(
                                    Long.MAX_VALUE,
                                    window,
                                    Math.min(whole, exchange.hop().budget().wholeBy())));
            body.readNBytes(DRAINED);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Headers headers(ClassicHttpResponse response) {
        List<Headers.Field> fields = new ArrayList<>();
        for (var header : response.getHeaders()) {
            var field = new Headers.Field(header.getName(), header.getValue());
            if (!DROPPED.contains(field.name())) {
                fields.add(field);
            }
        }
        return Headers.of(fields);
    }
}
