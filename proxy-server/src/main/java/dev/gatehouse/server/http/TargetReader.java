package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the path and query of a request line into a {@link Target}; pure. */
final class TargetReader {
    private static final int MOST_PARAMETERS = 100;

    private TargetReader() {}

    /** Reads origin-form: a path that begins with a slash, and perhaps a query. */
    static Target read(String origin) throws RefusedException {
        int mark = origin.indexOf('?');
        String path = mark < 0 ? origin : origin.substring(0, mark);
        if (!path.startsWith("/")) {
            throw Refusal.bad("path does not begin with a slash");
        }
        boolean directory = path.endsWith("/");
        List<String> segments = new ArrayList<>();
        if (path.length() > 1) {
            String inner = path.substring(1, directory ? path.length() - 1 : path.length());
            for (String segment : inner.split("/", -1)) {
                segments.add(segment(segment));
            }
        }
        String query = mark < 0 ? "" : origin.substring(mark + 1);
        return new Target(segments, directory, parameters(query), path);
    }

    private static String segment(String raw) throws RefusedException {
        if (!raw.chars().allMatch(Chars.SEGMENT::has)) {
            throw Refusal.bad("character in the path that must be escaped");
        }
        String decoded = PercentCoding.decode(raw, false);
        if (decoded.indexOf('%') >= 0 || decoded.indexOf('\\') >= 0) {
            throw Refusal.bad("double escape or backslash in the path");
        }
        // An escaped slash stays in its segment, but may not hide what a plain one could not.
        for (String part : decoded.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw Refusal.bad("empty or dot segment in the path");
            }
        }
        return decoded;
    }

    private static Map<String, List<String>> parameters(String query) throws RefusedException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int count = 0;
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST_PARAMETERS || !pair.chars().allMatch(Chars.QUERY::has)) {
                throw Refusal.bad("too many parameters, or a character that must be escaped");
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters
                    .computeIfAbsent(PercentCoding.decode(name, true), n -> new ArrayList<>())
                    .add(PercentCoding.decode(value, true));
        }
        return parameters;
    }
}
