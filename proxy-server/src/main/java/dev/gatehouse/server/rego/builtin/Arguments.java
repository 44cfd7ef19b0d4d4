package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function is called with. One of another type than the function takes makes the call
 * undefined.
 *
 * @param now the same throughout an evaluation
 */
public record Arguments(List<RegoValue> values, Instant now) {
    private static final int LONGEST_EXPONENT = 10_000;

    public Arguments {
        values = List.copyOf(values);
    }

    RegoValue value(int at) {
        if (at >= values.size()) {
            throw new UndefinedException("too few arguments");
        }
        return values.get(at);
    }

    boolean isText(int at) {
        return value(at) instanceof Text;
    }

    String text(int at) {
        return text(value(at));
    }

    static String text(RegoValue value) {
        if (value instanceof Text(String text)) {
            return text;
        }
        throw new UndefinedException("no string");
    }

    /** Of 64 bits. */
    long whole(int at) {
        BigInteger number = integer(at);
        if (number.bitLength() >= Long.SIZE) {
            throw new UndefinedException("a number beyond 64 bits");
        }
        return number.longValue();
    }

    BigInteger integer(int at) {
        return integer(value(at));
    }

    static BigInteger integer(RegoValue value) {
        if (value instanceof Num number) {
            try {
                var decimal = number.decimal();
                if (Math.abs((long) decimal.scale()) <= LONGEST_EXPONENT) {
                    return decimal.toBigIntegerExact();
                }
            } catch (ArithmeticException fraction) {
                throw new UndefinedException("no whole number");
            }
        }
        throw new UndefinedException("no whole number");
    }

    List<RegoValue> items(int at) {
        if (value(at) instanceof Items(List<RegoValue> items)) {
            return items;
        }
        throw new UndefinedException("no array");
    }

    Fields fields(int at) {
        if (value(at) instanceof Fields fields) {
            return fields;
        }
        throw new UndefinedException("no object");
    }

    /** Those of one string, an array or a set of strings. */
    List<String> texts(int at) {
        return switch (value(at)) {
            case Text(String text) -> List.of(text);
            case Items(List<RegoValue> items) -> items.stream().map(Arguments::text).toList();
            case Members(var members) -> members.stream().map(Arguments::text).toList();
            default -> throw new UndefinedException("neither a string nor strings");
        };
    }

    static Items of(List<String> texts) {
        List<RegoValue> values = new ArrayList<>();
        texts.forEach(t -> values.add(new Text(t)));
        return new Items(values);
    }
}
