package dev.gatehouse.core.policy;

/** The policies that are in force. Thread-safe. */
public interface Policies {
    /**
     * Those of now; waits for nothing.
     *
     * @throws IllegalStateException they could not be read: nothing may be decided without them
     */
    PolicySet current();

    /** Calls that after each change, on the thread of whoever changed them. */
    void whenChanged(Runnable then);
}
