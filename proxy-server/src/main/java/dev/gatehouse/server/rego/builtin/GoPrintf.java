package dev.gatehouse.server.rego.builtin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Go's {@code fmt.Sprintf}, its complaints about wrong formats included. For one use.
 *
 * @see <a href="https://pkg.go.dev/fmt">the documentation of Go's fmt</a>
 */
final class GoPrintf {
    /** Go reads no further digit of a width or precision that is greater. */
    private static final int WIDEST = 1_000_000;

    private final String format;
    private final List<GoArgument> arguments;
    private final StringBuilder out = new StringBuilder();
    private final BoundedText bound;
    private int at;
    private int next;
    private boolean reordered;
    private boolean goodIndex;
    private boolean afterIndex;

    private GoPrintf(String format, List<GoArgument> arguments, BoundedText bound) {
        this.format = format;
        this.arguments = arguments;
        this.bound = bound;
    }

    /**
     * Formats.
     *
     * @throws TooMuchException it would be longer than a policy may ask for
     */
    static String format(String format, List<GoArgument> arguments) {
        return new GoPrintf(format, arguments, new BoundedText()).all();
    }

    private String all() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            int end = percent < 0 ? format.length() : percent;
            out.append(format, at, end);
            at = end + 1;
            bound.check(out.length());
            if (percent >= 0 && !directive()) {
                break;
            }
        }
        extra();
        bound.check(out.length());
        return out.toString();
    }

    /** Whether the format goes on. */
    private boolean directive() {
        var spec = new GoSpec();
        goodIndex = true;
        afterIndex = false;
        while (at < format.length() && spec.flag(format.charAt(at))) {
            at++;
        }
        index();
        width(spec);
        precision(spec);
        if (!afterIndex) {
            index();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return false;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        verb(spec, verb);
        return true;
    }

    private void verb(GoSpec spec, int verb) {
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            if (verb == 'v') {
                spec.becomesValue();
            }
            out.append(GoVerbs.print(arguments.get(next), spec, verb));
            next++;
        }
    }

    private void index() {
        afterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0) {
            goodIndex = false;
            at++;
            return;
        }
        int index = number(at + 1, close) - 1;
        at = close + 1;
        if (index >= 0 && index < arguments.size()) {
            next = index;
            afterIndex = true;
        } else {
            goodIndex = false;
            afterIndex = index >= -1;
        }
    }

    /** Of these digits; negative where there is anything else. */
    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = format.charAt(i);
            if (c < '0' || c > '9' || number > WIDEST) {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return from == to ? -1 : number;
    }

    private void width(GoSpec spec) {
        if (isAt('*')) {
            at++;
            Integer width = starred();
            if (width == null) {
                out.append("%!(BADWIDTH)");
            } else if (width < 0) {
                spec.width = -width;
                spec.minus = true;
                spec.zero = false;
            } else {
                spec.width = width;
            }
            afterIndex = false;
            return;
        }
        spec.width = digits();
        if (afterIndex && spec.width >= 0) {
            goodIndex = false;
        }
    }

    private void precision(GoSpec spec) {
        if (!isAt('.') || at + 1 >= format.length()) {
            return;
        }
        at++;
        if (afterIndex) {
            goodIndex = false;
        }
        index();
        if (!isAt('*')) {
            spec.precision = Math.max(0, digits());
            return;
        }
        at++;
        Integer precision = starred();
        if (precision == null || precision < 0) {
            out.append("%!(BADPREC)");
        } else {
            spec.precision = precision;
        }
        afterIndex = false;
    }

    private boolean isAt(char c) {
        return at < format.length() && format.charAt(at) == c;
    }

    /** Those that stand here, read; negative: none. One that is too large ends the format. */
    private int digits() {
        int start = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        if (start == at) {
            return -1;
        }
        int number = number(start, at);
        if (number < 0) {
            at = format.length();
        }
        return number;
    }

    private @Nullable Integer starred() {
        if (next >= arguments.size()) {
            return null;
        }
        GoArgument argument = arguments.get(next++);
        return argument instanceof GoArgument.Whole(long value) && Math.abs(value) <= WIDEST
                ? (int) value
                : null;
    }

    private void extra() {
        if (reordered || next >= arguments.size()) {
            return;
        }
        out.append("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            GoArgument argument = arguments.get(i);
            out.append(i == next ? "" : ", ").append(argument.type()).append('=');
            out.append(GoVerbs.print(argument, new GoSpec(), 'v'));
        }
        out.append(')');
    }
}
