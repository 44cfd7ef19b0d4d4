package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.builtin.GoArgument.Big;
import dev.gatehouse.server.rego.builtin.GoArgument.Printed;
import dev.gatehouse.server.rego.builtin.GoArgument.Real;
import dev.gatehouse.server.rego.builtin.GoArgument.Whole;
import dev.gatehouse.server.rego.value.GoQuote;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One argument by one verb of a Go format. Pure. */
final class GoVerbs {
    private GoVerbs() {}

    static String print(GoArgument argument, GoSpec spec, int verb) {
        if (verb == 'T') {
            return spec.pad(spec.truncate(argument.type()));
        }
        return switch (argument) {
            case Whole(long value) -> whole(value, spec, verb);
            case Big(BigInteger value) -> big(value, spec, verb);
            case Real(double value) -> real(value, spec, verb);
            case Printed(String value) -> text(value, spec, verb);
        };
    }

    private static String bad(GoArgument argument, GoSpec spec, int verb) {
        return "%!"
                + Character.toString(verb)
                + "("
                + argument.type()
                + "="
                + print(argument, spec, 'v')
                + ")";
    }

    private static String whole(long value, GoSpec spec, int verb) {
        return switch (verb) {
            case 'v', 'd' -> integer(value, 10, spec, verb);
            case 'b' -> integer(value, 2, spec, verb);
            case 'o', 'O' -> integer(value, 8, spec, verb);
            case 'x', 'X' -> integer(value, 16, spec, verb);
            case 'c' -> spec.pad(Character.toString(rune(value)));
            case 'q' -> spec.pad(GoQuote.character(rune(value), spec.plus));
            case 'U' -> unicode(value, spec);
            default -> bad(new Whole(value), spec, verb);
        };
    }

    private static int rune(long value) {
        return value < 0 || value > Character.MAX_CODE_POINT ? 0xfffd : GoQuote.valid((int) value);
    }

    private static String integer(long value, int base, GoSpec spec, int verb) {
        if (spec.precision == 0 && value == 0) {
            return " ".repeat(Math.max(0, spec.width));
        }
        String digits = BigInteger.valueOf(value).abs().toString(base);
        if (verb == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        String sign = value < 0 ? "-" : spec.sign();
        int wanted = spec.precision;
        if (wanted < 0 && spec.padsWithZeros()) {
            wanted = spec.width - sign.length();
        }
        digits = "0".repeat(Math.max(0, wanted - digits.length())) + digits;
        return spec.padWithSpaces(sign + prefix(digits, base, spec, verb) + digits);
    }

    private static String prefix(String digits, int base, GoSpec spec, int verb) {
        if (verb == 'O') {
            return "0o";
        }
        if (!spec.sharp) {
            return "";
        }
        return switch (base) {
            case 2 -> "0b";
            case 8 -> digits.startsWith("0") ? "" : "0";
            case 16 -> verb == 'X' ? "0X" : "0x";
            default -> "";
        };
    }

    private static String unicode(long value, GoSpec spec) {
        String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
        int wanted = Math.max(4, spec.precision);
        String text = "U+" + "0".repeat(Math.max(0, wanted - digits.length())) + digits;
        boolean shown =
                spec.sharp
                        && value >= 0
                        && value <= Character.MAX_CODE_POINT
                        && GoQuote.isPrintable((int) value);
        return spec.padWithSpaces(
                shown ? text + " '" + Character.toString((int) value) + "'" : text);
    }

    /** Of {@code big.Int}, which formats itself. */
    private static String big(BigInteger value, GoSpec spec, int verb) {
        int base =
                switch (verb) {
                    case 'b' -> 2;
                    case 'o', 'O' -> 8;
                    case 'd', 's', 'v' -> 10;
                    case 'x', 'X' -> 16;
                    default -> 0;
                };
        if (verb == 'w') {
            return bad(new Big(value), spec, verb);
        }
        if (base == 0) {
            return "%!" + Character.toString(verb) + "(big.Int=" + value + ")";
        }
        String digits = value.abs().toString(base);
        if (verb == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        String sign = value.signum() < 0 ? "-" : spec.plusV ? "+" : spec.sign();
        String prefix =
                base == 8 && spec.sharp && verb == 'o' ? "0" : prefix(digits, base, spec, verb);
        int zeros = Math.max(0, spec.precision - digits.length());
        int missing = spec.width - sign.length() - prefix.length() - zeros - digits.length();
        if (missing > 0 && !spec.minus && spec.zero && spec.precision < 0) {
            zeros = missing;
        }
        return spec.padWithSpaces(sign + prefix + "0".repeat(zeros) + digits);
    }

    private static String real(double value, GoSpec spec, int verb) {
        return switch (verb) {
            case 'v' -> GoFloats.format(value, spec, 'g', -1);
            case 'b', 'g', 'G', 'x', 'X' -> GoFloats.format(value, spec, (char) verb, -1);
            case 'f', 'e', 'E' -> GoFloats.format(value, spec, (char) verb, 6);
            case 'F' -> GoFloats.format(value, spec, 'f', 6);
            default -> bad(new Real(value), spec, verb);
        };
    }

    private static String text(String value, GoSpec spec, int verb) {
        return switch (verb) {
            case 'v' -> spec.sharpV ? quoted(value, spec) : spec.pad(spec.truncate(value));
            case 's' -> spec.pad(spec.truncate(value));
            case 'x' -> hex(value, spec, "0123456789abcdefx");
            case 'X' -> hex(value, spec, "0123456789ABCDEFX");
            case 'q' -> quoted(value, spec);
            default -> bad(new Printed(value), spec, verb);
        };
    }

    private static String quoted(String value, GoSpec spec) {
        String text = spec.truncate(value);
        return spec.sharp && GoQuote.mayBeBackquoted(text)
                ? spec.pad("`" + text + "`")
                : spec.pad(GoQuote.quote(text, spec.plus));
    }

    private static String hex(String value, GoSpec spec, String digits) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int length = spec.precision >= 0 ? Math.min(spec.precision, bytes.length) : bytes.length;
        String mark = "0" + digits.charAt(16);
        StringBuilder hex = new StringBuilder(length > 0 && spec.sharp ? mark : "");
        for (int i = 0; i < length; i++) {
            if (spec.space && i > 0) {
                hex.append(' ').append(spec.sharp ? mark : "");
            }
            hex.append(digits.charAt(bytes[i] >> 4 & 0xf)).append(digits.charAt(bytes[i] & 0xf));
        }
        return spec.pad(hex.toString());
    }
}
