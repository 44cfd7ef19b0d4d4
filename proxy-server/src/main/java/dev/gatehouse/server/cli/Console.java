package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * Where a command writes. What came from a server is stripped of control characters, which could
 * move the terminal's cursor. Not for more than one thread.
 */
final class Console {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private boolean busy;

    /**
     * A console.
     *
     * @param terminal whether {@code err} is looked at by somebody
     */
    Console(PrintWriter out, PrintWriter err, boolean terminal) {
        this.terminal = terminal;
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

    /** Rows under headings, in columns as wide as they need to be, 100 together at most. */
    void table(List<String> headings, List<List<String>> rows) {
        List<List<String>> clean =
                rows.stream().map(row -> row.stream().map(Console::safe).toList()).toList();
        Layout.table(headings, clean).forEach(this::line);
    }

    /** One sentence, in lines of at most 100 columns. */
    void sentence(String text) {
        Layout.wrapped(safe(text)).forEach(this::line);
    }

    /**
     * Does work that may take long; after two seconds a terminal shows that it goes on. Work within
     * other work is told as that.
     */
    <T> T during(String what, Progress.Work<T> work) throws InterruptedException {
        if (busy) {
            return work.run();
        }
        busy = true;
        try {
            return new Progress(err, terminal, PATIENCE).during(what, work);
        } finally {
            busy = false;
        }
    }

    /** A time to the second, as far as a person cares. */
    static String time(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    private static String safe(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\u2028\u2029]", "?");
    }
}
