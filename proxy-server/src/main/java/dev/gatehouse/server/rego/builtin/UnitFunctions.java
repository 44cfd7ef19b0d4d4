package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Num;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code units.parse} and {@code units.parse_bytes}. */
final class UnitFunctions {
    private static final Pattern AMOUNT =
            Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]{1,6})?)([^0-9.]*)");
    private static final List<String> LETTERS = List.of("k", "m", "g", "t", "p", "e");

    private UnitFunctions() {}

    private record Amount(BigDecimal number, String unit) {}

    static Map<String, Builtin> all() {
        return Map.of(
                "units.parse", UnitFunctions::parse, "units.parse_bytes", UnitFunctions::bytes);
    }

    private static Amount amount(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (text.indexOf(' ') >= 0 || !matcher.matches()) {
            throw new UndefinedException("no amount");
        }
        try {
            return new Amount(new BigDecimal(matcher.group(1)), matcher.group(2));
        } catch (NumberFormatException invalid) {
            throw new UndefinedException("no amount");
        }
    }

    /** {@code m} is a thousandth and {@code M} a million; elsewhere case does not count. */
    private static RegoValue parse(Arguments a) {
        Amount amount = amount(a.text(0).replace("\"", ""));
        BigDecimal factor =
                amount.unit().equals("m")
                        ? new BigDecimal("0.001")
                        : factor(amount.unit().toLowerCase(Locale.ROOT), "");
        BigDecimal number = amount.number().multiply(factor);
        boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        return new Num(
                whole
                        ? number.toBigInteger().toString()
                        : number.setScale(10, RoundingMode.HALF_UP).toPlainString());
    }

    private static RegoValue bytes(Arguments a) {
        Amount amount = amount(a.text(0).toLowerCase(Locale.ROOT).replace("\"", ""));
        BigDecimal factor = factor(amount.unit(), "b");
        return new Num(amount.number().multiply(factor).toBigInteger().toString());
    }

    private static BigDecimal factor(String unit, String end) {
        String bare =
                unit.length() > 1 && !end.isEmpty() && unit.endsWith(end)
                        ? unit.substring(0, unit.length() - 1)
                        : unit;
        if (bare.isEmpty()) {
            return BigDecimal.ONE;
        }
        boolean binary = bare.endsWith("i");
        int power = LETTERS.indexOf(binary ? bare.substring(0, bare.length() - 1) : bare) + 1;
        if (power == 0) {
            throw new UndefinedException("no unit");
        }
        return new BigDecimal(BigInteger.valueOf(binary ? 1024 : 1000).pow(power));
    }
}
