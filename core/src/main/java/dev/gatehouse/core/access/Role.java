package dev.gatehouse.core.access;

/** What a token or user may do; each role may do all that the ones before it may. */
public enum Role {
    NONE,
    READ,
    PUBLISH,
    ADMIN;

    public boolean allows(Role needed) {
        return compareTo(needed) >= 0;
    }
}
