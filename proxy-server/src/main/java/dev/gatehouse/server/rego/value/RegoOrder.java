package dev.gatehouse.server.rego.value;

import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Null;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;

/**
 * Null, booleans, numbers, strings, arrays, objects, sets: in that order, and each by its value.
 */
public final class RegoOrder implements Comparator<RegoValue> {
    RegoOrder() {}

    @Override
    public int compare(RegoValue a, RegoValue b) {
        int types = Integer.compare(rank(a), rank(b));
        if (types != 0) {
            return types;
        }
        return switch (a) {
            case Null() -> 0;
            case Bool(boolean value) -> Boolean.compare(value, ((Bool) b).value());
            case Num number -> numbers(number, (Num) b);
            case Text(String value) -> texts(value, ((Text) b).value());
            case Items(var values) -> all(values, ((Items) b).values());
            case Fields fields -> fields(fields, (Fields) b);
            case Members(var values) -> all(values, ((Members) b).values());
        };
    }

    private static int rank(RegoValue value) {
        return switch (value) {
            case Null() -> 0;
            case Bool ignored -> 1;
            case Num ignored -> 2;
            case Text ignored -> 3;
            case Items ignored -> 4;
            case Fields ignored -> 5;
            case Members ignored -> 6;
        };
    }

    private static int numbers(Num a, Num b) {
        return a.text().equals(b.text()) ? 0 : a.decimal().compareTo(b.decimal());
    }

    /** As Go compares: by the bytes of UTF-8, which is by code points. */
    private static int texts(String a, String b) {
        int i = 0;
        int shorter = Math.min(a.length(), b.length());
        while (i < shorter && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == shorter) {
            return Integer.compare(a.length(), b.length());
        }
        int start = i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
        return Integer.compare(a.codePointAt(start), b.codePointAt(start));
    }

    private int fields(Fields a, Fields b) {
        int keys = all(a.values().keySet(), b.values().keySet());
        return keys != 0 ? keys : all(a.values().values(), b.values().values());
    }

    private int all(Collection<RegoValue> a, Collection<RegoValue> b) {
        Iterator<RegoValue> others = b.iterator();
        for (RegoValue one : a) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = compare(one, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }
}
