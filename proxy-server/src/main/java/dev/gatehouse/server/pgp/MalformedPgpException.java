package dev.gatehouse.server.pgp;

/** Bytes that are not what OpenPGP says. */
final class MalformedPgpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    MalformedPgpException(String why) {
        super(why);
        this.why = why;
    }

    /** What is wrong, and where. */
    String why() {
        return why;
    }
}
