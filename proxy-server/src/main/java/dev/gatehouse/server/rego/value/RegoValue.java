package dev.gatehouse.server.rego.value;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A value of Rego; immutable. */
public sealed interface RegoValue {
    /** How Rego sorts values of any types. */
    RegoOrder ORDER = new RegoOrder();

    /** Nothing. */
    record Null() implements RegoValue {}

    /** True or false. */
    record Bool(boolean value) implements RegoValue {}

    /**
     * A number of any size, as it was written: {@code 9} and {@code 9.0} are equal in {@link
     * #ORDER}, but are not formatted alike.
     */
    record Num(String text) implements RegoValue {
        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        /** Whether it is written with a fraction or an exponent. */
        public boolean isFloat() {
            return text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        }

        /**
         * Its value.
         *
         * @throws NumberFormatException it is no number
         */
        public BigDecimal decimal() {
            return new BigDecimal(text);
        }
    }

    /** Text. */
    record Text(String value) implements RegoValue {}

    /** A list. */
    record Items(List<RegoValue> values) implements RegoValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Keys and values; keys of any type. */
    record Fields(SortedMap<RegoValue, RegoValue> values) implements RegoValue {
        public Fields {
            SortedMap<RegoValue, RegoValue> sorted = new TreeMap<>(ORDER);
            sorted.putAll(values);
            values = Collections.unmodifiableSortedMap(sorted);
        }
    }

    /** A set. */
    record Members(SortedSet<RegoValue> values) implements RegoValue {
        public Members {
            values = Collections.unmodifiableSortedSet(sorted(values));
        }

        public static Members of(Collection<RegoValue> values) {
            return new Members(sorted(values));
        }

        private static SortedSet<RegoValue> sorted(Collection<RegoValue> values) {
            SortedSet<RegoValue> sorted = new TreeSet<>(ORDER);
            sorted.addAll(values);
            return sorted;
        }
    }
}
