package dev.gatehouse.server.rego.builtin;

/** Keeps texts and lists that a policy makes within what it may ask for. */
final class BoundedText {
    /** 4 Mi characters: an eighth of what a policy may use as memory, in UTF-16. */
    static final int LONGEST = 4 << 20;

    /** Of values in a list or set. */
    static final int MOST = 100_000;

    /**
     * Refuses what is too long.
     *
     * @throws TooMuchException it is
     */
    void check(int length) {
        if (length > LONGEST) {
            throw new TooMuchException("a text longer than " + LONGEST + " characters");
        }
    }
}
