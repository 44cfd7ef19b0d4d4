package dev.gatehouse.pypi.archive;

/** An archive, or the core metadata in it, is not what installers would read without doubt. */
public final class BadArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadArchiveException(String message) {
        super(message);
    }
}
