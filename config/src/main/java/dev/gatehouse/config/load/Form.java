package dev.gatehouse.config.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one kind of value is written.
 *
 * @param expected what to write, for messages and documents
 * @param parse throws IllegalArgumentException that says what was expected
 * @param render the inverse of {@code parse}
 * @param secret whether the value must never be shown
 */
record Form<T>(
        String expected, Function<String, T> parse, Function<T, String> render, boolean secret) {
    static <T> Form<T> of(String expected, Function<String, T> parse) {
        return new Form<>(expected, parse, String::valueOf, false);
    }

    static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
        String expected = expected(Arrays.stream(type.getEnumConstants()).map(Form::word));
        Function<String, E> parse = text -> constant(type, text, expected);
        return new Form<>(expected, parse, Form::word, false);
    }

    static Form<Integer> number(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        return of(
                expected,
                text ->
                        Optional.of(text)
                                .filter(digits -> digits.matches("\\d{1,9}"))
                                .map(Integer::valueOf)
                                .filter(number -> number >= least && number <= most)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "expected " + expected)));
    }

    static Form<Integer> oneOf(List<Integer> numbers) {
        String expected = expected(numbers.stream().map(String::valueOf));
        return of(
                expected,
                text ->
                        numbers.stream()
                                .filter(number -> String.valueOf(number).equals(text))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "expected " + expected)));
    }

    static <E extends Enum<E>> String word(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String expected(Stream<String> words) {
        String all = words.collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + 2);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text, String expected) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected " + expected));
    }
}
