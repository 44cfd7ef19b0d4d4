package dev.gatehouse.core.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields in order; names compare without case (RFC 9110, section 5.1). Immutable.
 *
 * <p>Names and values cannot hold CR, LF or NUL, so that no value can become another field.
 */
public final class Headers {
    private static final Headers NONE = new Headers(List.of());

    private final List<Field> fields;

    private Headers(List<Field> fields) {
        this.fields = fields;
    }

    /** One field; the name in lower case. */
    public record Field(String name, String value) {
        public Field {
            name = name.toLowerCase(Locale.ROOT);
            if (name.isEmpty() || breaksLine(name) || breaksLine(value)) {
                throw new IllegalArgumentException(
                        "header field '" + name + "' is empty or has CR, LF or NUL");
            }
        }

        private static boolean breaksLine(String text) {
            return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf(0) >= 0;
        }
    }

    public static Headers none() {
        return NONE;
    }

    public static Headers of(String name, String value) {
        return NONE.with(name, value);
    }

    public static Headers of(List<Field> fields) {
        return new Headers(List.copyOf(fields));
    }

    /** These fields, with those of that name replaced by one. */
    public Headers with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** These fields and one more, after any of the same name. */
    public Headers plus(String name, String value) {
        List<Field> more = new ArrayList<>(fields.size() + 1);
        more.addAll(fields);
        more.add(new Field(name, value));
        return new Headers(List.copyOf(more));
    }

    /** These fields without those of that name. */
    public Headers without(String name) {
        return new Headers(fields.stream().filter(f -> !f.name().equalsIgnoreCase(name)).toList());
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public void forEach(BiConsumer<String, String> action) {
        fields.forEach(f -> action.accept(f.name(), f.value()));
    }

    public List<Field> fields() {
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
