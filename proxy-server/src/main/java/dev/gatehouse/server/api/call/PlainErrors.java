package dev.gatehouse.server.api.call;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Errors that filters behind it tell in plain text, in the shape of this API's errors: whoever
 * calls it reads one shape only. Thread-safe.
 */
public final class PlainErrors implements Filter {
    private final Predicate<RequestHead> isApi;
    private final Json json = new Json();

    /**
     * A filter.
     *
     * @param isApi whether a request is for the management API
     */
    public PlainErrors(Predicate<RequestHead> isApi) {
        this.isApi = isApi;
    }

    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        Response response = next.handle(request);
        return response.status() >= 400
                        && isApi.test(request.head())
                        && response.body() instanceof Body.Memory(List<ByteBuffer> segments)
                        && isPlain(response)
                ? shaped(response, segments)
                : response;
    }

    private static boolean isPlain(Response response) {
        return response.headers().first("content-type").orElse("").startsWith("text/plain");
    }

    private Response shaped(Response plain, List<ByteBuffer> segments) {
        StringBuilder text = new StringBuilder();
        segments.forEach(s -> text.append(StandardCharsets.UTF_8.decode(s.duplicate())));
        Map<String, Object> shape = Map.of("detail", text.toString().strip(), "fields", Map.of());
        return plain.with("content-type", "application/json").with(Body.of(json.text(shape)));
    }
}
