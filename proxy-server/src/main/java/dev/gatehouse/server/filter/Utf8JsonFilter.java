package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * JSON is UTF-8 (RFC 8259, section 8.1): a parser that guesses UTF-16 or UTF-32 would read a
 * document that a filter in front read differently. So a JSON body must be well-formed UTF-8
 * without NUL, else its reader gets a {@link BadRequestException}. Safe for threads.
 */
public final class Utf8JsonFilter implements Filter {
    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        String type = request.head().headers().first("content-type").orElse("");
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        String media = parts[0].strip();
        if (!media.equals("application/json") && !media.endsWith("+json")) {
            return next.handle(request);
        }
        for (int i = 1; i < parts.length; i++) {
            requireUtf8(parts[i].strip());
        }
        RequestBody checked = new Checked(request.body());
        return next.handle(new Request(request.head(), checked, request.principal()));
    }

    private static void requireUtf8(String parameter) {
        if (parameter.startsWith("charset=")
                && !parameter.substring(8).replace("\"", "").equals("utf-8")) {
            throw new BadRequestException("JSON must be UTF-8");
        }
    }

    private record Checked(RequestBody body) implements RequestBody {
        @Override
        public InputStream open() throws IOException {
            return new Utf8Stream(body.open());
        }

        @Override
        public OptionalLong length() {
            return body.length();
        }
    }
}
