package dev.gatehouse.pypi.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a table in CSV as Python's {@code csv} module reads it in its own dialect: commas
 * between fields; a field that begins with a quotation mark ends with the next one that is not
 * doubled. Not thread-safe.
 */
final class CsvRows {
    private static final char QUOTE = '"';

    private final String text;
    private int at;

    CsvRows(String text) {
        this.text = text;
    }

    /** The next row that has anything, with at least one field. */
    Optional<List<String>> next() {
        while (at < text.length() && isEndOfLine(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>(3);
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        return Optional.of(fields);
    }

    private String field() {
        StringBuilder field = new StringBuilder();
        if (at < text.length() && text.charAt(at) == QUOTE) {
            at++;
            quoted(field);
        }
        int begin = at;
        while (at < text.length() && text.charAt(at) != ',' && !isEndOfLine(text.charAt(at))) {
            at++;
        }
        return field.append(text, begin, at).toString();
    }

    private void quoted(StringBuilder field) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != QUOTE) {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == QUOTE) {
                field.append(c);
                at++;
            } else {
                return;
            }
        }
    }

    private static boolean isEndOfLine(char c) {
        return c == '\n' || c == '\r';
    }
}
