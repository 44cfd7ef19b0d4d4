package dev.gatehouse.server.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Go's {@code strconv.FormatFloat} of 64 bits, and how {@code fmt} pads it. Pure. */
final class GoFloats {
    private static final int MANTISSA_BITS = 52;
    private static final int BIAS = 1023;
    private static final int SHORTEST = -1;

    private GoFloats() {}

    /**
     * By a directive.
     *
     * @param precision where the directive gives none; negative: as few digits as tell the number
     */
    static String format(double value, GoSpec spec, char verb, int precision) {
        int digits = spec.precision >= 0 ? spec.precision : precision;
        boolean negative = (Double.doubleToRawLongBits(value) >>> 63) == 1;
        String number = unsigned(Math.abs(value), verb, digits);
        if (spec.sharp && verb != 'b') {
            number = sharp(number, verb, digits);
        }
        String sign = negative ? "-" : spec.sign();
        int zeros = spec.width - sign.length() - number.length();
        if (spec.padsWithZeros() && zeros > 0) {
            return sign + "0".repeat(zeros) + number;
        }
        return spec.padWithSpaces(sign + number);
    }

    private static String unsigned(double value, char verb, int precision) {
        return switch (verb) {
            case 'f' -> fixed(value, precision);
            case 'e' -> exponential(rounded(value, precision), precision);
            case 'E' -> exponential(rounded(value, precision), precision).toUpperCase(Locale.ROOT);
            case 'g' -> general(value, precision);
            case 'G' -> general(value, precision).toUpperCase(Locale.ROOT);
            case 'b' -> binary(value);
            case 'x' -> hexadecimal(value, precision);
            case 'X' -> hexadecimal(value, precision).toUpperCase(Locale.ROOT);
            default -> throw new IllegalArgumentException("verb " + verb);
        };
    }

    private static String fixed(double value, int precision) {
        return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static BigDecimal rounded(double value, int precision) {
        return new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    }

    private static String exponential(BigDecimal value, int precision) {
        boolean zero = value.signum() == 0;
        String digits = zero ? "0" : value.unscaledValue().toString();
        int exponent = zero ? 0 : value.precision() - value.scale() - 1;
        digits += "0".repeat(Math.max(0, precision + 1 - digits.length()));
        return digits.charAt(0)
                + (precision > 0 ? "." + digits.substring(1, precision + 1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String general(double value, int precision) {
        boolean shortest = precision == SHORTEST;
        BigDecimal number = shortest ? shortest(value) : rounded(value, Math.max(1, precision) - 1);
        BigDecimal bare = number.stripTrailingZeros();
        boolean zero = bare.signum() == 0;
        int digits = zero ? 0 : bare.precision();
        int point = zero ? 0 : bare.precision() - bare.scale();
        int wanted = shortest ? digits : Math.max(1, precision);
        int most = wanted > digits && digits >= point ? digits : wanted;
        if (shortest) {
            most = 6;
        }
        int exponent = point - 1;
        if (exponent < -4 || exponent >= most) {
            return exponential(bare, Math.min(wanted, digits) - 1);
        }
        int shown = wanted > point ? digits : wanted;
        return bare.setScale(Math.max(shown - point, 0), RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Java writes two digits where one would do. */
    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        BigDecimal one = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one : shortest;
    }

    private static String binary(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS);
        long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        exponent -= BIAS + MANTISSA_BITS;
        return mantissa + "p" + (exponent < 0 ? "" : "+") + exponent;
    }

    private static String hexadecimal(double value, int precision) {
        if (value == 0) {
            return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        int exponent = Math.getExponent(value);
        BigDecimal scaled = new BigDecimal(value);
        if (exponent < Double.MIN_EXPONENT) {
            exponent = Math.getExponent(Math.scalb(value, MANTISSA_BITS)) - MANTISSA_BITS;
        }
        int shift = MANTISSA_BITS - exponent;
        BigDecimal mantissa =
                shift >= 0
                        ? scaled.multiply(new BigDecimal(BigInteger.TWO.pow(shift)))
                        : scaled.divide(new BigDecimal(BigInteger.TWO.pow(-shift)));
        long digits = mantissa.longValueExact();
        if (precision >= 0 && precision < 13) {
            digits = cut(digits, 4 * (13 - precision));
            if (digits >= 1L << (MANTISSA_BITS + 1)) {
                digits >>= 1;
                exponent++;
            }
        }
        String hex = "%013x".formatted(digits & ((1L << MANTISSA_BITS) - 1));
        hex = precision < 0 ? hex.replaceAll("0+$", "") : fitted(hex, precision);
        return "0x1%s%sp%s%02d"
                .formatted(
                        hex.isEmpty() ? "" : ".",
                        hex,
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }

    private static String fitted(String hex, int precision) {
        return precision <= hex.length()
                ? hex.substring(0, precision)
                : hex + "0".repeat(precision - hex.length());
    }

    /** Rounds the last bits away, to even. */
    private static long cut(long digits, int bits) {
        long rest = digits & ((1L << bits) - 1);
        long half = 1L << (bits - 1);
        long kept = digits >>> bits;
        boolean up = rest > half || (rest == half && (kept & 1) == 1);
        return (up ? kept + 1 : kept) << bits;
    }

    /** {@code #}: always a point, and {@code %g} keeps its zeros. */
    private static String sharp(String number, char verb, int precision) {
        boolean hex = verb == 'x' || verb == 'X';
        int tail = tail(number, hex);
        String head = number.substring(0, tail);
        int missing =
                switch (verb) {
                    case 'g', 'G', 'x' -> (precision < 0 ? 6 : precision) - significant(head);
                    default -> 0;
                };
        if (head.indexOf('.') < 0) {
            missing -= head.equals("0") ? 1 : 0;
            head += ".";
        }
        return head + "0".repeat(Math.max(0, missing)) + number.substring(tail);
    }

    private static int tail(String number, boolean hex) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'p' || c == 'P' || (!hex && (c == 'e' || c == 'E'))) {
                return i;
            }
        }
        return number.length();
    }

    /** Digits from the first that is not zero. */
    private static int significant(String head) {
        String digits = head.replace(".", "");
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros;
    }
}
