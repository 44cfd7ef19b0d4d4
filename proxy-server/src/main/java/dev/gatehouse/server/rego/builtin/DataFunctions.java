package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Num;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code object.subset}, {@code numbers.range_step}. */
final class DataFunctions {
    private DataFunctions() {}

    static Map<String, Builtin> all() {
        return Map.of(
                "object.subset",
                a -> new Bool(isSubset(a.value(0), a.value(1))),
                "numbers.range_step",
                DataFunctions::rangeStep);
    }

    private static boolean isSubset(RegoValue whole, RegoValue part) {
        if (whole instanceof Items(var items) && part instanceof Members(var members)) {
            var all = new TreeSet<>(RegoValue.ORDER);
            all.addAll(items);
            return !items.isEmpty() && all.containsAll(members);
        }
        return sameType(whole, part).orElseThrow(() -> new UndefinedException("other types"));
    }

    private static Optional<Boolean> sameType(RegoValue whole, RegoValue part) {
        if (whole instanceof Fields a && part instanceof Fields b) {
            return Optional.of(fields(a, b));
        }
        if (whole instanceof Members(var a) && part instanceof Members(var b)) {
            return Optional.of(a.containsAll(b));
        }
        if (whole instanceof Items(var a) && part instanceof Items(var b)) {
            return Optional.of(isRun(a, b));
        }
        return Optional.empty();
    }

    private static boolean fields(Fields whole, Fields part) {
        return part.values().entrySet().stream()
                .allMatch(
                        e -> {
                            RegoValue value = whole.values().get(e.getKey());
                            return value != null
                                    && (RegoValue.ORDER.compare(value, e.getValue()) == 0
                                            || sameType(value, e.getValue()).orElse(false));
                        });
    }

    /** Whether one list stands within the other. */
    private static boolean isRun(List<RegoValue> whole, List<RegoValue> part) {
        for (int start = 0; start + part.size() <= whole.size(); start++) {
            int same = 0;
            while (same < part.size()
                    && RegoValue.ORDER.compare(whole.get(start + same), part.get(same)) == 0) {
                same++;
            }
            if (same == part.size()) {
                return true;
            }
        }
        return false;
    }

    private static RegoValue rangeStep(Arguments a) {
        BigInteger from = a.integer(0);
        BigInteger to = a.integer(1);
        BigInteger step = a.integer(2);
        if (step.signum() <= 0) {
            throw new UndefinedException("a step is positive");
        }
        BigInteger count = to.subtract(from).abs().divide(step);
        if (count.compareTo(BigInteger.valueOf(BoundedText.MOST)) >= 0) {
            throw new TooMuchException("a range of more than " + BoundedText.MOST + " numbers");
        }
        BigInteger by = to.compareTo(from) < 0 ? step.negate() : step;
        List<RegoValue> numbers = new ArrayList<>();
        for (int i = 0; i <= count.intValue(); i++) {
            numbers.add(new Num(from.add(by.multiply(BigInteger.valueOf(i))).toString()));
        }
        return new Items(numbers);
    }
}
