package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an upstream tells of a file's bytes besides its index: in the headers of its answer, or in a
 * checksum file beside the file. Thread-safe.
 */
final class ToldDigests {
    /** A checksum file is a line: digest, and perhaps the name of the file. */
    private static final int MOST_BYTES = 4096;

    private final UpstreamClient client;

    ToldDigests(UpstreamClient client) {
        this.client = client;
    }

    /** What came of asking. */
    sealed interface Told {
        /** Empty when the source tells none, and says so. */
        record Known(Set<Digest> digests) implements Told {}

        /** It did not answer: whether it tells a digest is not known. */
        record Silent(String reason) implements Told {}
    }

    /** What is told of a file whose answer begins with these headers. */
    Told of(FileRequest<?, ?> request, Headers answer) throws IOException, InterruptedException {
        Format<?, ?> format = request.mount().format();
        Set<Digest> inHeaders = format.digests(answer);
        if (!inHeaders.isEmpty() || !request.file().digests().isEmpty()) {
            return new Told.Known(inHeaders);
        }
        for (Map.Entry<DigestAlgorithm, UpstreamRequest> asked :
                format.digestRequests(request.file()).entrySet()) {
            Optional<Told> told = ask(request, asked.getKey(), asked.getValue());
            if (told.isPresent()) {
                return told.get();
            }
        }
        return new Told.Known(Set.of());
    }

    /** Empty when the source has no such checksum. */
    private Optional<Told> ask(
            FileRequest<?, ?> request, DigestAlgorithm algorithm, UpstreamRequest asked)
            throws IOException, InterruptedException {
        try (UpstreamReply reply = client.fetch(request.upstream(), asked, Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> Optional.of(read(found, algorithm));
                case UpstreamReply.Missing ignored -> Optional.empty();
                case UpstreamReply.NotModified ignored -> silent(algorithm, "304");
                case UpstreamReply.Refused refused -> silent(algorithm, refused.reason());
                case UpstreamReply.Broken broken -> silent(algorithm, broken.reason());
            };
        }
    }

    private static Optional<Told> silent(DigestAlgorithm algorithm, String reason) {
        return Optional.of(
                new Told.Silent(
                        "its " + algorithm.javaName() + " checksum did not come: " + reason));
    }

    private static Told read(UpstreamReply.Found found, DigestAlgorithm algorithm) {
        try {
            byte[] bytes = found.body().readNBytes(MOST_BYTES);
            String text = new String(bytes, StandardCharsets.US_ASCII).strip();
            String first = text.split("\\s+", 2)[0];
            return new Told.Known(Set.of(new Digest(algorithm, first)));
        } catch (IOException | IllegalArgumentException e) {
            return new Told.Silent(
                    "its " + algorithm.javaName() + " checksum cannot be read: " + e.getMessage());
        }
    }
}
