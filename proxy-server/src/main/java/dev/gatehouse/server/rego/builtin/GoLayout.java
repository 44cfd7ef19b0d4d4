package dev.gatehouse.server.rego.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout of Go's {@code time}: the reference time, Monday 2 January 2006 15:04:05 MST, written as
 * times shall be. Pure.
 */
final class GoLayout {
    /** Longer ones first where one begins another. */
    private static final List<String> ELEMENTS =
            List.of(
                    "January",
                    "Monday",
                    "MST",
                    "01",
                    "02",
                    "03",
                    "04",
                    "05",
                    "06",
                    "002",
                    "15",
                    "1",
                    "2006",
                    "2",
                    "_2006",
                    "_2",
                    "__2",
                    "3",
                    "4",
                    "5",
                    "PM",
                    "pm",
                    "-070000",
                    "-07:00:00",
                    "-0700",
                    "-07:00",
                    "-07",
                    "Z070000",
                    "Z07:00:00",
                    "Z0700",
                    "Z07:00",
                    "Z07");

    private GoLayout() {}

    /**
     * Some text as it is, and an element after it.
     *
     * @param element as Go writes it: {@code 2006}; of a fraction {@code .000} or {@code .999};
     *     empty: the layout ends here
     */
    record Chunk(String text, String element) {}

    static List<Chunk> chunks(String layout) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < layout.length()) {
            String element = element(layout, at);
            if (element.isEmpty()) {
                at++;
                continue;
            }
            // The underscore before a long year is text.
            boolean underYear = element.equals("_2006");
            String text = layout.substring(start, underYear ? at + 1 : at);
            chunks.add(new Chunk(text, underYear ? "2006" : element));
            at += element.length();
            start = at;
        }
        chunks.add(new Chunk(layout.substring(start), ""));
        return chunks;
    }

    private static String element(String layout, int at) {
        for (String element : ELEMENTS) {
            if (layout.startsWith(element, at)) {
                return element;
            }
        }
        if (layout.startsWith("Jan", at) || layout.startsWith("Mon", at)) {
            int after = at + 3;
            boolean word =
                    after < layout.length()
                            && layout.charAt(after) >= 'a'
                            && layout.charAt(after) <= 'z';
            return word ? "" : layout.substring(at, after);
        }
        return fraction(layout, at);
    }

    private static String fraction(String layout, int at) {
        char mark = layout.charAt(at);
        if ((mark != '.' && mark != ',') || at + 1 >= layout.length()) {
            return "";
        }
        char digit = layout.charAt(at + 1);
        if (digit != '0' && digit != '9') {
            return "";
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean goesOn = end < layout.length() && Character.isDigit(layout.charAt(end));
        return goesOn ? "" : layout.substring(at, end);
    }

    static boolean isFraction(String element) {
        return element.length() > 1 && (element.charAt(0) == '.' || element.charAt(0) == ',');
    }

    static boolean isOffset(String element) {
        return element.startsWith("-07") || element.startsWith("Z07");
    }
}
