package dev.gatehouse.pypi.name;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Project names in the normal form of PEP 503: {@code Foo.Bar_baz} is {@code foo-bar-baz}. */
public final class PypiNames {
    /** The format of Python packages. */
    public static final FormatId PYPI = new FormatId("pypi");

    private static final Pattern VALID =
            Pattern.compile("[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]");
    private static final Pattern BEGINNING = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    private PypiNames() {}

    /**
     * The name that all spellings of a project share.
     *
     * @throws IllegalArgumentException if it is no project name by PEP 508, for example because a
     *     separator stands at an end
     */
    public static PackageName parse(String text) {
        if (!VALID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "project name '"
                            + text
                            + "': expected ASCII letters, digits, '.', '-', '_', and a letter or"
                            + " digit at both ends");
        }
        return new PackageName(PYPI, normal(text));
    }

    /**
     * Whether the text is a spelling of that project's name. Asked of each file of a page, so it
     * goes over the characters once.
     */
    public static boolean isSpelling(String text, PackageName project) {
        String name = project.value();
        int length = text.length();
        if (length == 0 || isSeparator(text.charAt(0)) || isSeparator(text.charAt(length - 1))) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isSeparator(c) && isSeparator(text.charAt(i - 1))) {
                continue;
            }
            if (at == name.length() || name.charAt(at) != normal(c)) {
                return false;
            }
            at++;
        }
        return at == name.length();
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '_' || c == '.';
    }

    private static char normal(char c) {
        if (isSeparator(c)) {
            return '-';
        }
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /**
     * What a pattern of owned names covers: a name, or the beginning of names before a last star,
     * in any spelling.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static Predicate<PackageName> pattern(String pattern) {
        if (!pattern.endsWith("*")) {
            PackageName one = parse(pattern);
            return one::equals;
        }
        String beginning = pattern.substring(0, pattern.length() - 1);
        if (!BEGINNING.matcher(beginning).matches()) {
            throw new IllegalArgumentException(
                    "pattern '" + pattern + "': expected a name such as acme-tools, or acme-*");
        }
        String normal = normal(beginning);
        return name -> name.value().startsWith(normal);
    }

    private static String normal(String text) {
        return SEPARATORS.matcher(text).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
