package dev.gatehouse.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** The formats that a repository can have. */
public enum FormatName {
    NPM("(?:@[^\\s@/:%?#*]+/)?[^\\s@/:%?#*._][^\\s@/:%?#*]*", "(?:@[^\\s@/:%?#*]*/?)?"),
    PYPI("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", "[A-Za-z0-9][A-Za-z0-9._-]*"),
    MAVEN("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+", "[A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]*)?");

    private final Pattern name;
    private final Pattern prefix;

    FormatName(String name, String prefix) {
        this.name = Pattern.compile(name);
        this.prefix = Pattern.compile("(?:" + name + "|" + prefix + ")?");
    }

    /** The key of its block in a repository. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the text if it is a full package name of this format.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public String requireName(String text) {
        if (text.length() > 214 || !name.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a full package name such as " + example());
        }
        return text;
    }

    boolean mayBegin(String text) {
        return prefix.matcher(text).matches();
    }

    /** Patterns of owned names, as an operator may write them. */
    public String ownedExample() {
        return switch (this) {
            case NPM -> "\"@acme/*\" or \"acme-*\"";
            case PYPI -> "\"acme-*\"";
            case MAVEN -> "\"com.acme.*\", that group and all below";
        };
    }

    String example() {
        return switch (this) {
            case NPM -> "@acme/ui";
            case PYPI -> "acme-tools";
            case MAVEN -> "com.acme:ui";
        };
    }
}
