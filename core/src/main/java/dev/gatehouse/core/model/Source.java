package dev.gatehouse.core.model;

/**
 * The local store or one upstream of a repository.
 *
 * @param name what the operator calls it; {@code local} for the local store
 * @param asked whether requests may go to it: false for the local store and for upstreams that are
 *     inactive or {@code cache-only}
 */
public record Source(SourceId id, String name, Trust trust, boolean asked) {
    /** The local store: always trusted, and asking it costs no network. */
    public static final Source LOCAL = new Source(SourceId.LOCAL, "local", Trust.TRUSTED, false);

    public boolean isLocal() {
        return id.isLocal();
    }

    public boolean isTrusted() {
        return trust == Trust.TRUSTED;
    }
}
