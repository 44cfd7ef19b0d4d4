package dev.gatehouse.server.rego.builtin;

/**
 * One directive of a Go format: its flags, width and precision, and how text is padded by them. Not
 * thread-safe.
 */
final class GoSpec {
    boolean sharp;
    boolean zero;
    boolean plus;
    boolean minus;
    boolean space;

    /** {@code %#v} and {@code %+v}: the flags are taken from their usual meaning. */
    boolean sharpV;

    boolean plusV;

    /** Negative: none. */
    int width = -1;

    /** Negative: none. */
    int precision = -1;

    boolean flag(char c) {
        switch (c) {
            case '#' -> sharp = true;
            case '0' -> zero = true;
            case '+' -> plus = true;
            case '-' -> minus = true;
            case ' ' -> space = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    void becomesValue() {
        sharpV = sharp;
        sharp = false;
        plusV = plus;
        plus = false;
    }

    boolean padsWithZeros() {
        return zero && !minus && width >= 0;
    }

    /** With zeros where the flag asks for them. */
    String pad(String text) {
        return padded(text, zero && !minus ? "0" : " ");
    }

    String padWithSpaces(String text) {
        return padded(text, " ");
    }

    private String padded(String text, String with) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        return minus ? text + with.repeat(missing) : with.repeat(missing) + text;
    }

    String truncate(String text) {
        if (precision < 0 || text.codePointCount(0, text.length()) <= precision) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, precision));
    }

    /** The sign of a number that is not negative, if any is asked for. */
    String sign() {
        return plus ? "+" : space ? " " : "";
    }
}
