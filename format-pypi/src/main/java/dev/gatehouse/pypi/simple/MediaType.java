package dev.gatehouse.pypi.simple;

import java.util.Locale;
import java.util.Optional;

/** The types in which an index can be had, in the order in which the server would rather send. */
public enum MediaType {
    TEXT_HTML("text/html"),
    HTML("application/vnd.pypi.simple.v1+html"),
    JSON("application/vnd.pypi.simple.v1+json");

    /** What upstreams are asked for. */
    public static final String ACCEPT =
            JSON.text + ", " + HTML.text + ";q=0.2, " + TEXT_HTML.text + ";q=0.01";

    private static final String LATEST = "application/vnd.pypi.simple.latest+";

    private final String text;

    MediaType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The value of {@code Content-Type} that such a document is sent with. */
    public String contentType() {
        return this == JSON ? text : text + "; charset=utf-8";
    }

    /** The type of that name; {@code latest} is version 1. */
    public static Optional<MediaType> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case LATEST + "html" -> Optional.of(HTML);
            case LATEST + "json" -> Optional.of(JSON);
            default -> known(lower);
        };
    }

    private static Optional<MediaType> known(String name) {
        for (MediaType type : values()) {
            if (type.text.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
