package dev.gatehouse.core.model;

/**
 * Names one index document of a source.
 *
 * @param part empty for the package's own document; else what the format divides it by, such as a
 *     Maven snapshot version
 */
public record IndexKey(PackageName name, String part) {
    /** The document of the package itself. */
    public static IndexKey of(PackageName name) {
        return new IndexKey(name, "");
    }
}
