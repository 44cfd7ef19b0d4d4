package dev.gatehouse.pypi;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;

import java.util.Locale;
import java.util.regex.Pattern;

/** Project names in the normal form of PEP 503: {@code Foo.Bar_baz} is {@code foo-bar-baz}. */
public final class PypiNames {
    /** The format of Python packages. */
    public static final FormatId PYPI = new FormatId("pypi");

    private static final Pattern VALID =
            Pattern.compile("[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]");
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
        return new PackageName(
                PYPI, SEPARATORS.matcher(text).replaceAll("-").toLowerCase(Locale.ROOT));
    }
}
