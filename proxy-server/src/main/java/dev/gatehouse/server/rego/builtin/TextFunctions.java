package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code sprintf}, {@code strings.*}, {@code indexof_n}, {@code glob.quote_meta}, {@code trace}.
 */
final class TextFunctions {
    private static final String GLOB_SPECIAL = "*?\\[]{}";

    private TextFunctions() {}

    static Map<String, Builtin> all() {
        return Map.of(
                "sprintf",
                TextFunctions::sprintf,
                "strings.any_prefix_match",
                a -> any(a, true),
                "strings.any_suffix_match",
                a -> any(a, false),
                "strings.count",
                TextFunctions::count,
                "strings.split_n",
                TextFunctions::splitN,
                "indexof_n",
                TextFunctions::indexesOf,
                "glob.quote_meta",
                TextFunctions::quoteGlob,
                "trace",
                a -> new Bool(!a.text(0).isEmpty() || a.isText(0)),
                "internal.print",
                a -> new Bool(!a.values().isEmpty()));
    }

    private static RegoValue sprintf(Arguments a) {
        List<GoArgument> arguments = a.items(1).stream().map(GoArgument::of).toList();
        return new Text(GoPrintf.format(a.text(0), arguments));
    }

    private static RegoValue any(Arguments a, boolean prefix) {
        List<String> parts = a.texts(1);
        return new Bool(
                a.texts(0).stream()
                        .anyMatch(
                                text ->
                                        parts.stream()
                                                .anyMatch(
                                                        p ->
                                                                prefix
                                                                        ? text.startsWith(p)
                                                                        : text.endsWith(p))));
    }

    /** Go counts one empty string more than there are characters. */
    private static RegoValue count(Arguments a) {
        String text = a.text(0);
        String sought = a.text(1);
        if (sought.isEmpty()) {
            return Num.of(text.codePointCount(0, text.length()) + 1L);
        }
        int count = 0;
        for (int i = text.indexOf(sought); i >= 0; i = text.indexOf(sought, i + sought.length())) {
            count++;
        }
        return Num.of(count);
    }

    /** The first n parts, or the last where n is negative. */
    private static RegoValue splitN(Arguments a) {
        List<String> parts = split(a.text(0), a.text(1));
        long n = a.whole(2);
        int size = parts.size();
        List<String> wanted =
                n >= 0
                        ? parts.subList(0, (int) Math.min(n, size))
                        : parts.subList((int) Math.max(size + n, 0), size);
        return Arguments.of(wanted);
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
            return parts;
        }
        int start = 0;
        for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, start)) {
            parts.add(text.substring(start, i));
            start = i + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static RegoValue indexesOf(Arguments a) {
        int[] text = a.text(0).codePoints().toArray();
        int[] sought = a.text(1).codePoints().toArray();
        if (sought.length == 0) {
            throw new UndefinedException("nothing to look for");
        }
        List<RegoValue> found = new ArrayList<>();
        for (int i = 0; i + sought.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + sought.length, sought, 0, sought.length)) {
                found.add(Num.of(i));
            }
        }
        return new Items(found);
    }

    private static RegoValue quoteGlob(Arguments a) {
        StringBuilder quoted = new StringBuilder();
        for (char c : a.text(0).toCharArray()) {
            quoted.append(GLOB_SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return new Text(quoted.toString());
    }
}
