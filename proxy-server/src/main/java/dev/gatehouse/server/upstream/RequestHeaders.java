package dev.gatehouse.server.upstream;

import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.core.upstream.Validator;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes the message of a request from scratch: nothing of any client's request is in it. */
final class RequestHeaders {
    // Longer ones are not worth sending: the document is fetched instead.
    private static final int MAX_VALIDATOR = 1024;

    private RequestHeaders() {}

    static HttpUriRequestBase message(Lane lane, Hop hop) {
        UpstreamRequest request = hop.request();
        var message = new HttpUriRequestBase(request.method().name(), hop.url().uri());
        message.addHeader("Accept", request.accept());
        // A file is identified by the digest of its own bytes, so no coding is asked for.
        boolean file = request.purpose() == Purpose.FILE;
        message.addHeader("Accept-Encoding", file ? "identity" : "gzip, identity");
        hop.validator().ifPresent(validator -> addConditions(message, validator));
        if (hop.known()) {
            lane.settings().headers().forEach(message::addHeader);
            lane.settings()
                    .credentials()
                    .ifPresent(known -> message.addHeader("Authorization", known.authorization()));
        }
        request.payload()
                .ifPresent(
                        payload ->
                                message.setEntity(
                                        new StringEntity(
                                                payload.text(),
                                                ContentType.parse(payload.contentType())
                                                        .withCharset(StandardCharsets.UTF_8))));
        return message;
    }

    private static void addConditions(HttpUriRequestBase message, Validator validator) {
        validator.etag().ifPresent(etag -> message.addHeader("If-None-Match", etag));
        validator.lastModified().ifPresent(date -> message.addHeader("If-Modified-Since", date));
    }

    /** What is left of a validator that came from an upstream once. */
    static Optional<Validator> usable(Validator validator) {
        var usable =
                new Validator(
                        validator.etag().filter(RequestHeaders::isSendable),
                        validator.lastModified().filter(RequestHeaders::isSendable));
        return usable.isEmpty() ? Optional.empty() : Optional.of(usable);
    }

    private static boolean isSendable(String value) {
        return value.length() <= MAX_VALIDATOR
                && value.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f);
    }
}
