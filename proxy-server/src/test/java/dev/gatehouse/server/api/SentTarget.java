package dev.gatehouse.server.api;

import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Target;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Targets and bodies as a socket would have brought them. */
final class SentTarget {
    private SentTarget() {}

    static Target of(String url) {
        String path = url.split("\\?", 2)[0];
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (url.contains("?")) {
            for (String pair : url.split("\\?", 2)[1].split("&", -1)) {
                query.put(pair.split("=", 2)[0], List.of(decoded(pair.split("=", 2)[1])));
            }
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment));
            }
        }
        return new Target(segments, path.endsWith("/"), query, path);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static RequestBody body(byte[] bytes) {
        return new RequestBody() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }
        };
    }
}
