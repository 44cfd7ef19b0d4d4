package dev.gatehouse.server.rego;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Something that the check of a policy has to say.
 *
 * @param code as OPA names it, such as {@code rego_parse_error}, or a word of our own such as
 *     {@code unknown_field}
 * @param message for people, in one line
 * @param line from 1; empty where it is about no line
 */
public record RegoFinding(Severity severity, String code, String message, OptionalInt line) {
    /** Whether the policy can be used all the same. */
    public enum Severity {
        ERROR,
        WARNING;

        /** The word by which people know it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RegoFinding error(String code, String message) {
        return new RegoFinding(Severity.ERROR, code, message, OptionalInt.empty());
    }

    static RegoFinding error(String code, String message, int line) {
        return new RegoFinding(Severity.ERROR, code, message, lineOf(line));
    }

    static RegoFinding warning(String code, String message, int line) {
        return new RegoFinding(Severity.WARNING, code, message, lineOf(line));
    }

    private static OptionalInt lineOf(int line) {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
