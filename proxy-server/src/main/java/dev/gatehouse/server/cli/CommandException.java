package dev.gatehouse.server.cli;

/** A command ends without having done what it was asked; the message says why and what to do. */
final class CommandException extends RuntimeException {
    /** The answer is no. */
    static final int NO = 1;

    /** The command or the configuration is wrong. */
    static final int USAGE = 2;

    /** The server cannot be reached. */
    static final int UNREACHABLE = 3;

    private static final long serialVersionUID = 1L;

    private final int code;

    CommandException(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
