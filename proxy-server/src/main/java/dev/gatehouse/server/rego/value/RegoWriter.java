package dev.gatehouse.server.rego.value;

import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Null;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.util.Collection;

/** Writes values, in one of three ways. For one use. */
public final class RegoWriter {
    private final StringBuilder text = new StringBuilder();
    private final Way way;

    private enum Way {
        /** What OPA's WebAssembly reads. */
        WIRE,
        /** Plain JSON: a set is an array, a key that is no string is its JSON as a string. */
        JSON,
        /** As Go's OPA prints a value. */
        DISPLAY
    }

    private RegoWriter(Way way) {
        this.way = way;
    }

    /** As OPA's WebAssembly reads it. */
    public static String wire(RegoValue value) {
        return new RegoWriter(Way.WIRE).write(value).text.toString();
    }

    /** As OPA answers in JSON. */
    public static String json(RegoValue value) {
        return new RegoWriter(Way.JSON).write(value).text.toString();
    }

    /** As OPA prints it: {@code {"a", "b"}}. */
    public static String display(RegoValue value) {
        return new RegoWriter(Way.DISPLAY).write(value).text.toString();
    }

    private RegoWriter write(RegoValue value) {
        switch (value) {
            case Null() -> text.append("null");
            case Bool(boolean truth) -> text.append(truth);
            case Num(String number) -> text.append(number);
            case Text(String string) -> string(string);
            case Items(var values) -> all('[', values, ']');
            case Members(var values) -> members(values);
            case Fields fields -> fields(fields);
        }
        return this;
    }

    private void members(Collection<RegoValue> values) {
        if (way == Way.JSON) {
            all('[', values, ']');
        } else if (values.isEmpty()) {
            text.append("set()");
        } else {
            all('{', values, '}');
        }
    }

    private void all(char open, Collection<RegoValue> values, char close) {
        text.append(open);
        boolean first = true;
        for (RegoValue value : values) {
            separate(first);
            first = false;
            write(value);
        }
        text.append(close);
    }

    private void fields(Fields fields) {
        text.append('{');
        boolean[] first = {true};
        fields.values()
                .forEach(
                        (key, value) -> {
                            separate(first[0]);
                            first[0] = false;
                            key(key);
                            text.append(way == Way.DISPLAY ? ": " : ":");
                            write(value);
                        });
        text.append('}');
    }

    private void key(RegoValue key) {
        if (way != Way.JSON || key instanceof Text) {
            write(key);
        } else {
            string(json(key));
        }
    }

    private void separate(boolean first) {
        if (!first) {
            text.append(way == Way.DISPLAY ? ", " : ",");
        }
    }

    private void string(String value) {
        if (way == Way.DISPLAY) {
            text.append(GoQuote.quote(value, false));
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            escaped(value, i);
        }
        text.append('"');
    }

    private void escaped(String value, int i) {
        char c = value.charAt(i);
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ') {
                    text.append("\\u%04x".formatted((int) c));
                } else {
                    text.append(isAlone(value, i) ? '\ufffd' : c);
                }
            }
        }
    }

    /** Half of a pair of surrogates cannot be written in UTF-8. */
    private static boolean isAlone(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c)
                && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
