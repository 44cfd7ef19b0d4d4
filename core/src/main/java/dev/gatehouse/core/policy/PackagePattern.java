package dev.gatehouse.core.policy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

/**
 * Names packages in a list: {@code npm:left-pad}, {@code npm:left-pad:1.3.0}, {@code npm:@acme/*}.
 *
 * @param text a canonical name, a canonical name and a version with a colon between, or the
 *     beginning of a name where {@code prefix} says so
 */
public record PackagePattern(FormatId format, String text, boolean prefix) {
    /**
     * As people write it; a star may end it.
     *
     * @throws IllegalArgumentException with the text and the expected form
     */
    public static PackagePattern parse(String written) {
        int colon = written.indexOf(':');
        String rest = written.substring(colon + 1);
        boolean prefix = rest.endsWith("*");
        String text = prefix ? rest.substring(0, rest.length() - 1) : rest;
        if (colon <= 0 || rest.isEmpty() || text.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "'%s': expected FORMAT:NAME, FORMAT:NAME:VERSION or FORMAT:BEGINNING*"
                            .formatted(written));
        }
        return new PackagePattern(new FormatId(written.substring(0, colon)), text, prefix);
    }

    public boolean matches(PackageName name, Version version) {
        String value = name.value();
        return format.equals(name.format())
                && (prefix
                        ? value.startsWith(text)
                        : value.equals(text) || (value + ":" + version).equals(text));
    }

    @Override
    public String toString() {
        return format + ":" + text + (prefix ? "*" : "");
    }
}
