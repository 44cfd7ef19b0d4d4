package dev.gatehouse.core.http;

import java.util.Optional;

/**
 * Why a request is not served, in the form of RFC 9457, and in each other place where a client of
 * packages looks for a reason: the reason phrase, {@code X-Error-Message}, and a member {@code
 * error} of the body.
 *
 * @param type a URI for the kind of problem
 * @param title the kind in words: the same each time
 * @param detail what is wrong with this request
 * @param instance a URI for this one problem
 * @param error one sentence, for the reason phrase
 */
public record ProblemDetails(
        int status,
        String type,
        String title,
        String detail,
        Optional<String> instance,
        String error) {
    /** Without parameters: uv compares it as a whole. */
    private static final String MEDIA_TYPE = "application/problem+json";

    /** The answer, which nobody may keep. */
    public Response response() {
        Headers headers =
                Headers.of("content-type", MEDIA_TYPE)
                        .with("cache-control", "no-store")
                        .with("x-error-message", detail.replaceAll("[^\\x20-\\x7e]", "?"));
        return Response.of(status, headers, Body.of(json())).because(error);
    }

    private String json() {
        StringBuilder json = new StringBuilder("{\"type\":").append(quoted(type));
        json.append(",\"title\":").append(quoted(title));
        json.append(",\"status\":").append(status);
        json.append(",\"detail\":").append(quoted(detail));
        instance.ifPresent(uri -> json.append(",\"instance\":").append(quoted(uri)));
        return json.append(",\"error\":").append(quoted(error)).append('}').toString();
    }

    /** A JSON string (RFC 8259, section 7), in ASCII. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
