package dev.gatehouse.server.advisory;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.Validator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A zip file elsewhere, asked for only if it has changed, by what it said of itself.
 *
 * @param upstream as which the client knows the place
 * @param room where the file lies until it is imported
 */
public record RemoteSource(UpstreamClient client, Upstream upstream, URI url, Path room)
        implements AdvisorySource {
    private static final String ETAG = "etag";
    private static final String MODIFIED = "last-modified";

    @Override
    public String name() {
        return url.getRawQuery() == null
                ? url.toString()
                : url.toString().replaceAll("\\?.*", "?…");
    }

    @Override
    public Optional<Fetched> fetch(Optional<String> mark) throws IOException, InterruptedException {
        Optional<Validator> validator = mark.map(RemoteSource::validator).filter(v -> !v.isEmpty());
        try (UpstreamReply reply = client.fetch(upstream, UpstreamRequest.file(url), validator)) {
            return switch (reply) {
                case UpstreamReply.Found found -> Optional.of(received(found));
                case UpstreamReply.NotModified _ -> Optional.empty();
                case UpstreamReply.Missing(int status) ->
                        throw new IOException(name() + " answered " + status);
                case UpstreamReply.Refused(int status, String reason) ->
                        throw new IOException(
                                "%s answered %d: %s".formatted(name(), status, reason));
                case UpstreamReply.Broken(String reason) ->
                        throw new IOException(name() + ": " + reason);
            };
        }
    }

    private Fetched received(UpstreamReply.Found found) throws IOException {
        Path file = Files.createTempFile(room, "osv-", ".zip");
        try {
            Files.copy(found.body(), file, StandardCopyOption.REPLACE_EXISTING);
            return new Fetched(file, mark(found.headers()), true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(name() + ": " + e.getMessage(), e);
        }
    }

    private static String mark(Headers headers) {
        return headers.first(ETAG).orElse("") + "\n" + headers.first(MODIFIED).orElse("");
    }

    private static Validator validator(String mark) {
        List<String> lines = List.of(mark.split("\n", 2));
        return new Validator(line(lines, 0), line(lines, 1));
    }

    private static Optional<String> line(List<String> lines, int at) {
        return lines.stream().skip(at).findFirst().filter(text -> !text.isEmpty());
    }
}
