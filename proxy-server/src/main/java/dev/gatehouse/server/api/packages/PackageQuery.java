package dev.gatehouse.server.api.packages;

import dev.gatehouse.server.api.call.ApiException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cloudsmith's query language, as far as it is kept here: terms joined by spaces, {@code AND} and
 * {@code OR} (which binds least), {@code NOT} before a term. A term is a word, which looks in name,
 * file name and version, or {@code field:value}, see {@link ValuePattern}. Not thread-safe; made
 * for one reading.
 */
final class PackageQuery {
    private static final int LONGEST = 1000;
    private static final int MOST_TERMS = 50;
    private static final Pattern TOKEN = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "filename",
                    "version",
                    "format",
                    "architecture",
                    "distribution",
                    "tag",
                    "status",
                    "uploaded");

    private final List<String> tokens;
    private int next;

    private PackageQuery(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Whether a package is meant. */
    @FunctionalInterface
    interface Test {
        boolean meets(Candidate listed) throws IOException;
    }

    /**
     * Reads a query; an empty one means all.
     *
     * @throws ApiException 422 when it is none
     */
    static Test parse(String text) {
        if (text.length() > LONGEST) {
            throw wrong("expected at most " + LONGEST + " characters");
        }
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            tokens.add(token.group());
        }
        if (tokens.size() > MOST_TERMS) {
            throw wrong("expected at most " + MOST_TERMS + " terms");
        }
        return tokens.isEmpty() ? listed -> true : new PackageQuery(tokens).all();
    }

    private static ApiException wrong(String problem) {
        return ApiException.unprocessable("query", problem);
    }

    private Test all() {
        Test first = conjunction();
        while (next < tokens.size()) {
            next++; // only OR ends a conjunction before the end
            Test one = first;
            Test other = conjunction();
            first = listed -> one.meets(listed) || other.meets(listed);
        }
        return first;
    }

    private Test conjunction() {
        Test first = term();
        while (next < tokens.size() && !tokens.get(next).equals("OR")) {
            if (tokens.get(next).equals("AND")) {
                next++;
            }
            Test one = first;
            Test other = term();
            first = listed -> one.meets(listed) && other.meets(listed);
        }
        return first;
    }

    private Test term() {
        String token = next < tokens.size() ? tokens.get(next++) : "";
        if (token.equals("NOT")) {
            Test not = term();
            return listed -> !not.meets(listed);
        }
        if (token.isEmpty() || token.equals("AND") || token.equals("OR")) {
            String before =
                    next > 1 ? " after " + tokens.get(Math.min(next, tokens.size()) - 1) : "";
            throw wrong("expected a term" + before);
        }
        int colon = token.startsWith("\"") ? -1 : token.indexOf(':');
        if (colon < 0) {
            return word(ValuePattern.of(unquoted(token)));
        }
        String value = unquoted(token.substring(colon + 1));
        String field = token.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!FIELDS.contains(field)) {
            throw wrong("unknown field '" + field + "'; expected one of " + FIELDS);
        }
        if (value.isEmpty() || value.equals("~")) {
            throw wrong("expected a value after '" + field + ":'");
        }
        return field(field, value);
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    private static Test word(ValuePattern pattern) {
        return listed -> {
            List<String> places = new ArrayList<>(listed.names());
            places.addAll(listed.fileNames());
            places.addAll(listed.versions());
            return pattern.fits(places);
        };
    }

    private static Test field(String field, String value) {
        if (field.equals("uploaded")) {
            UploadTime time = UploadTime.of(value);
            return listed -> time.fits(listed.uploadedAt());
        }
        ValuePattern pattern = ValuePattern.of(value);
        return switch (field) {
            case "name" -> listed -> pattern.fits(listed.names());
            case "filename" -> listed -> pattern.fits(listed.fileNames());
            case "version" -> listed -> pattern.fits(listed.versions());
            case "format" -> listed -> pattern.fits(listed.formats());
            case "architecture" -> listed -> pattern.fits(listed.architectures());
            case "tag" -> listed -> pattern.fits(listed.tagNames());
            case "status" -> listed -> pattern.fits(List.of(listed.status()));
            default -> listed -> pattern.fits(List.of()); // no format here has distributions
        };
    }
}
