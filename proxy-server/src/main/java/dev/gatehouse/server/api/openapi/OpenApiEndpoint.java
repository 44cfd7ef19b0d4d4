package dev.gatehouse.server.api.openapi;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.server.api.call.ApiCall;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Shows the document, which is put together when it is asked for first. Thread-safe. */
final class OpenApiEndpoint {
    private final String version;
    private volatile @Nullable Response answer;

    OpenApiEndpoint(String version) {
        this.version = version;
    }

    Response get(ApiCall call) throws IOException {
        Response known = answer;
        if (known == null) {
            known = shown(ApiDocument.of(version));
            answer = known;
        }
        return known;
    }

    private static Response shown(String document) {
        Digest digest =
                Digest.compute(DigestAlgorithm.SHA256, document.getBytes(StandardCharsets.UTF_8));
        return Response.json(200, document)
                .with("cache-control", "no-cache")
                .with("etag", '"' + digest.hex() + '"');
    }
}
