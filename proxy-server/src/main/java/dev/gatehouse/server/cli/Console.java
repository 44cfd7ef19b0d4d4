package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a command writes. What came from a server is stripped of control characters, which could
 * move the terminal's cursor. Not for more than one thread.
 */
final class Console {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintWriter out;
    private final PrintWriter err;

    Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** One line of the answer. */
    void line(String text) {
        out.println(safe(text));
        out.flush();
    }

    /** Lines of a text of our own, as they are. */
    void text(String text) {
        out.print(text);
        out.flush();
    }

    /** One line that is no part of the answer. */
    void note(String text) {
        err.println("gatehouse: " + safe(text));
        err.flush();
    }

    /** The answer for a script. */
    void json(JsonNode node) {
        out.println(JSON.writeValueAsString(node));
        out.flush();
    }

    /** Rows under headings, in columns as wide as they need to be. */
    void table(List<String> headings, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(headings);
        all.addAll(rows);
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = safe(row.get(column));
                line.append(cell).append(" ".repeat(width(all, column) - cell.length() + 2));
            }
            line(line.toString().stripTrailing());
        }
    }

    /** A time to the second, as far as a person cares. */
    static String time(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> safe(row.get(column)).length()).max().orElse(0);
    }

    private static String safe(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\u2028\u2029]", "?");
    }
}
