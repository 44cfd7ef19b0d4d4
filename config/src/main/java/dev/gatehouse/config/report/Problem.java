package dev.gatehouse.config.report;

/**
 * One thing that is wrong or doubtful.
 *
 * @param path the key, such as {@code repositories.main.npm.upstreams[0].trust}; empty for the
 *     whole file
 * @param message the offending value and what was expected; never a secret
 */
public record Problem(Severity severity, String path, Place place, String message) {
    /** Whether the configuration can be used in spite of it. */
    public enum Severity {
        /** It cannot. */
        ERROR("error"),
        /** It can, but the operator should know. */
        WARNING("warning");

        private final String word;

        Severity(String word) {
            this.word = word;
        }
    }

    /** One line: place, severity, path and message. */
    @Override
    public String toString() {
        return place + ": " + severity.word + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
