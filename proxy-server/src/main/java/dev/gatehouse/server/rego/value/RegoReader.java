package dev.gatehouse.server.rego.value;

import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Null;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads values as OPA's WebAssembly dumps them: JSON with sets ({@code {1, 2}}, {@code set()}) and
 * with keys of any type. JSON itself is read too. For one use.
 */
public final class RegoReader {
    private static final int DEEPEST = 1000;

    private final String text;
    private int at;
    private int depth;

    private RegoReader(String text) {
        this.text = text;
    }

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException it is no value, or nested deeper than 1000
     */
    public static RegoValue read(String text) {
        var reader = new RegoReader(text);
        RegoValue value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private RegoValue value() {
        space();
        if (depth++ > DEEPEST) {
            throw new IllegalArgumentException("a value nested deeper than " + DEEPEST);
        }
        RegoValue value =
                switch (peek()) {
                    case '"' -> new Text(string());
                    case '[' -> items();
                    case '{' -> fieldsOrMembers();
                    case 't' -> word("true", new Bool(true));
                    case 'f' -> word("false", new Bool(false));
                    case 'n' -> word("null", new Null());
                    case 's' -> word("set()", Members.of(List.of()));
                    default -> number();
                };
        depth--;
        return value;
    }

    private RegoValue word(String word, RegoValue value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private RegoValue number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (start == at) {
            throw wrong("a value");
        }
        var number = new Num(text.substring(start, at));
        var ignored = number.decimal();
        return number;
    }

    private RegoValue items() {
        at++;
        List<RegoValue> values = new ArrayList<>();
        if (isNext(']')) {
            return new Items(values);
        }
        do {
            values.add(value());
        } while (isNext(','));
        expect(']');
        return new Items(values);
    }

    private RegoValue fieldsOrMembers() {
        at++;
        if (isNext('}')) {
            return new Fields(new TreeMap<>(RegoValue.ORDER));
        }
        RegoValue first = value();
        return isNext(':') ? fields(first) : members(first);
    }

    private RegoValue members(RegoValue first) {
        List<RegoValue> values = new ArrayList<>();
        values.add(first);
        while (isNext(',')) {
            values.add(value());
        }
        expect('}');
        return Members.of(values);
    }

    private RegoValue fields(RegoValue first) {
        SortedMap<RegoValue, RegoValue> values = new TreeMap<>(RegoValue.ORDER);
        values.put(first, value());
        while (isNext(',')) {
            RegoValue key = value();
            expect(':');
            values.put(key, value());
        }
        expect('}');
        return new Fields(values);
    }

    private String string() {
        at++;
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            read.append(c == '\\' ? escaped() : c);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> c;
        };
    }

    private char unit() {
        int end = at + 4;
        if (end > text.length()) {
            throw wrong("four hexadecimal digits");
        }
        char unit = (char) Integer.parseInt(text, at, end, 16);
        at = end;
        return unit;
    }

    private boolean isNext(char c) {
        space();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!isNext(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "no value of Rego: expected %s at character %d".formatted(expected, at));
    }
}
