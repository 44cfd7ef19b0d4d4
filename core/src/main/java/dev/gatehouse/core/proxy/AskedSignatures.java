package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** Asks an upstream for the signature that lies beside a file. Thread-safe. */
final class AskedSignatures {
    private final UpstreamClient client;

    AskedSignatures(UpstreamClient client) {
        this.client = client;
    }

    /** What came of asking. */
    sealed interface Answer {
        record Bytes(ByteBuffer bytes) implements Answer {}

        record TooLong() implements Answer {}

        /** The upstream says that it has none. */
        record Absent() implements Answer {}

        /** It did not say. */
        record Unknown(String why) implements Answer {}
    }

    Answer ask(Upstream upstream, ReleaseFile signature) throws InterruptedException {
        UpstreamRequest request = UpstreamRequest.file(signature.location());
        try (UpstreamReply reply = client.fetch(upstream, request, Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> read(found, upstream);
                case UpstreamReply.Missing ignored -> new Answer.Absent();
                case UpstreamReply.NotModified ignored -> unknown(upstream, "answered 304");
                case UpstreamReply.Refused refused -> unknown(upstream, refused.reason());
                case UpstreamReply.Broken broken -> unknown(upstream, broken.reason());
            };
        } catch (IOException e) {
            return unknown(upstream, "broke off: " + e.getMessage());
        }
    }

    private static Answer unknown(Upstream upstream, String why) {
        return new Answer.Unknown("asked for the signature, " + upstream.name() + ": " + why);
    }

    private static Answer read(UpstreamReply.Found found, Upstream upstream) throws IOException {
        byte[] bytes = found.body().readNBytes(SignatureVerifier.MOST_BYTES + 1);
        if (isPage(found.headers(), bytes)) {
            return unknown(upstream, "answered with a web page");
        }
        if (bytes.length > SignatureVerifier.MOST_BYTES) {
            return new Answer.TooLong();
        }
        if (found.length().isPresent() && found.length().getAsLong() != bytes.length) {
            return unknown(upstream, "the transfer ended at " + bytes.length + " bytes");
        }
        return new Answer.Bytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /** A login page or an error with status 200 says nothing about the signature. */
    private static boolean isPage(Headers headers, byte[] bytes) {
        String type = headers.first("content-type").orElse("").toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < bytes.length && Character.isWhitespace(bytes[at])) {
            at++;
        }
        return type.contains("html") || (at < bytes.length && bytes[at] == '<');
    }
}
